using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Arrow;

/// <summary>The bytes of a managed array of numbers.</summary>
internal sealed class CastMemory<T>(T[] values) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)values.Length * (uint)Unsafe.SizeOf<T>(), nameof(elementIndex));
        var handle = GCHandle.Alloc(values, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle that Pin gives frees the pin itself.
    }

    protected override void Dispose(bool disposing)
    {
        // Managed memory: nothing to free.
    }
}
