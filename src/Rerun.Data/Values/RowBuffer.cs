using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>The bytes of one buffer of the current batch, readable without making a span for each cell.</summary>
/// <remarks>
/// Managed memory is read where it is. Mapped and foreign memory is copied, once per batch and only for columns that are read, into memory
/// that the column keeps for the next batch; so the hot path knows one form. Nothing read through this type outlives the batch.
/// </remarks>
internal struct RowBuffer
{
    private byte[]? _bytes;
    private nint _start;
    private byte[]? _own;

    /// <summary>Whether there are no bytes, as for a validity bitmap of a column without nulls.</summary>
    public readonly bool IsAbsent => _bytes is null;

    /// <summary>Points to a part of a buffer; too short a buffer is refused here, so that reading need not check.</summary>
    public void Point(ArrowBuffer buffer, long start, long length)
    {
        if (start + length > buffer.Length)
        {
            throw new ArrowFormatException($"A buffer of {buffer.Length} bytes is too short: {length} bytes from {start} on are needed.");
        }

        var memory = buffer.Memory.Slice((int)start, (int)length);
        if (MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array)
        {
            _bytes = array;
            _start = segment.Offset;
            return;
        }

        if (_own is null || _own.Length < length)
        {
            _own = GC.AllocateUninitializedArray<byte>((int)length);
        }

        memory.Span.CopyTo(_own);
        _bytes = _own;
        _start = 0;
    }

    /// <summary>Points to nothing.</summary>
    public void Clear() => _bytes = null;

    /// <summary>The value at a position; the caller keeps to what <see cref="Point"/> checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T Read<T>(int index)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes!), _start + ((nint)index * Unsafe.SizeOf<T>())));

    /// <summary>The bit at a position; the caller keeps to what <see cref="Point"/> checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool ReadBit(int index) =>
        ((Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes!), _start + (index >> 3)) >> (index & 7)) & 1) != 0;

    /// <summary>Values one after the other.</summary>
    public readonly ReadOnlySpan<T> Span<T>(int index, int count)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(_bytes.AsSpan((int)_start + (index * Unsafe.SizeOf<T>()), count * Unsafe.SizeOf<T>()));
}
