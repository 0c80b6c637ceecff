using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>An array's bytes as memory of numbers, without copying; keeps what is behind the bytes alive.</summary>
/// <typeparam name="T">The number.</typeparam>
internal sealed class TypedMemory<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Over bytes that are whole numbers.</summary>
    public TypedMemory(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The values of an array of fixed width, from its offset on.</summary>
    public static TypedMemory<T> Over(ArrayData data) =>
        new(data.Buffers[1].Memory.Slice(data.Offset * Unsafe.SizeOf<T>(), data.Length * Unsafe.SizeOf<T>()));

    public override Span<T> GetSpan()
    {
        // Handed out as read-only memory only.
        var bytes = _bytes.Span;
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetReference(bytes)), bytes.Length / Unsafe.SizeOf<T>());
    }

    public override MemoryHandle Pin(int elementIndex = 0) => _bytes[(elementIndex * Unsafe.SizeOf<T>())..].Pin();

    public override void Unpin()
    {
        // The handle that Pin gives frees the pin itself.
    }

    protected override void Dispose(bool disposing)
    {
        // Nothing is owned.
    }
}
