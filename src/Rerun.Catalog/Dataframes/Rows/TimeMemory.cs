using System.Buffers;
using System.Runtime.InteropServices;

namespace Rerun.Catalog.Dataframes.Rows;

/// <summary>Times as the bytes that arrays store, without copying them.</summary>
internal sealed class TimeMemory(long[] times) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(times.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, times.Length * sizeof(long));
        var handle = GCHandle.Alloc(times, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle of each pin frees itself.
    }

    protected override void Dispose(bool disposing)
    {
        // The array belongs to the garbage collector.
    }
}
