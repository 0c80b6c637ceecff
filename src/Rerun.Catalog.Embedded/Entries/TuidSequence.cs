using System.Security.Cryptography;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Makes new ids: each greater than the ones before it.</summary>
internal sealed class TuidSequence
{
    private readonly Lock _lock = new();
    private ulong _lastTime;
    private ulong _counter = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue) << 16;

    public Tuid Next()
    {
        lock (_lock)
        {
            // The clock may stand still or go back; ids must not.
            _lastTime = Math.Max(_lastTime, (ulong)Clock.Now());
            return new Tuid(_lastTime, ++_counter);
        }
    }
}
