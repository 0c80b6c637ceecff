using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rerun.Arrow;

/// <summary>Works on bitmaps, least significant bit first.</summary>
public static class BitUtility
{
    /// <summary>The bit at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool GetBit(ReadOnlySpan<byte> data, int index) => ((data[index >> 3] >> (index & 7)) & 1) != 0;

    /// <summary>Sets the bit at a position.</summary>
    public static void SetBit(Span<byte> data, int index) => data[index >> 3] |= (byte)(1 << (index & 7));

    /// <summary>Sets or clears the bit at a position.</summary>
    public static void SetBit(Span<byte> data, int index, bool value)
    {
        if (value)
        {
            SetBit(data, index);
        }
        else
        {
            ClearBit(data, index);
        }
    }

    /// <summary>Clears the bit at a position.</summary>
    public static void ClearBit(Span<byte> data, int index) => data[index >> 3] &= (byte)~(1 << (index & 7));

    /// <summary>Sets or clears so many bits from an offset on.</summary>
    public static void SetBits(Span<byte> data, int offset, int length, bool value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return;
        }

        var end = checked(offset + length);
        var first = offset >> 3;
        var last = (end - 1) >> 3;
        var firstMask = (byte)(0xFF << (offset & 7));
        var lastMask = (byte)(0xFF >> (7 - ((end - 1) & 7)));
        if (first == last)
        {
            Apply(ref data[first], (byte)(firstMask & lastMask), value);
            return;
        }

        Apply(ref data[first], firstMask, value);
        data[(first + 1)..last].Fill(value ? (byte)0xFF : (byte)0);
        Apply(ref data[last], lastMask, value);

        static void Apply(ref byte target, byte mask, bool value) => target = value ? (byte)(target | mask) : (byte)(target & ~mask);
    }

    /// <summary>The number of set bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountBits(ReadOnlySpan<byte> data) => CountBits(data, 0, checked(data.Length * 8));

    /// <summary>The number of set bits among so many from an offset on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountBits(ReadOnlySpan<byte> data, int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var count = 0;
        var i = 0;
        for (; i + 64 <= length; i += 64)
        {
            count += BitOperations.PopCount(ReadWord(data, offset + i, 64));
        }

        return i < length ? count + BitOperations.PopCount(ReadWord(data, offset + i, length - i)) : count;
    }

    /// <summary>Up to 64 bits from an offset on; the first is the least significant, the rest is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadWord(ReadOnlySpan<byte> data, int offset, int count)
    {
        var start = offset >> 3;
        var shift = offset & 7;
        ulong word;
        if (data.Length - start >= 9)
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(data[start..]) >> shift;
            if (shift != 0)
            {
                word |= (ulong)data[start + 8] << (64 - shift);
            }
        }
        else
        {
            word = ReadWordAtEnd(data, start, shift, count);
        }

        return count == 64 ? word : word & ((1UL << count) - 1);
    }

    /// <summary>Copies so many bits from one bitmap to another, whatever their offsets.</summary>
    public static void CopyBits(ReadOnlySpan<byte> source, int sourceOffset, Span<byte> target, int targetOffset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var i = 0;
        if (((sourceOffset | targetOffset) & 7) == 0)
        {
            source.Slice(sourceOffset >> 3, length >> 3).CopyTo(target[(targetOffset >> 3)..]);
            i = length & ~7;
        }
        else
        {
            // First up to a byte's edge in the target, then word by word.
            var head = Math.Min(length, -targetOffset & 7);
            if (head > 0)
            {
                WriteBits(target, targetOffset, ReadWord(source, sourceOffset, head), head);
                i = head;
            }

            for (; i + 64 <= length; i += 64)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(target[((targetOffset + i) >> 3)..], ReadWord(source, sourceOffset + i, 64));
            }
        }

        for (; i < length; i += 8)
        {
            var count = Math.Min(8, length - i);
            WriteBits(target, targetOffset + i, ReadWord(source, sourceOffset + i, count), count);
        }
    }

    /// <summary>The bytes that so many bits take.</summary>
    public static int ByteCount(int n) => (int)(((long)n + 7) >> 3);

    /// <summary>The least multiple of 64 that is not smaller.</summary>
    public static long RoundUpToMultipleOf64(long n) => (n + 63) & ~63L;

    /// <summary>The least multiple of 8 that is not smaller.</summary>
    public static long RoundUpToMultipleOf8(long n) => (n + 7) & ~7L;

    private static ulong ReadWordAtEnd(ReadOnlySpan<byte> data, int start, int shift, int count)
    {
        var bytes = (shift + count + 7) >> 3;
        var word = 0UL;
        for (var i = 0; i < bytes; i++)
        {
            var value = (ulong)data[start + i];
            var position = (i * 8) - shift;
            word |= position >= 0 ? value << position : value >> -position;
        }

        return word;
    }

    // At most 8 bits that do not cross a byte's edge.
    private static void WriteBits(Span<byte> target, int offset, ulong bits, int count)
    {
        var shift = offset & 7;
        var mask = (byte)(((1 << count) - 1) << shift);
        ref var value = ref target[offset >> 3];
        value = (byte)((value & ~mask) | ((int)bits << shift));
    }
}
