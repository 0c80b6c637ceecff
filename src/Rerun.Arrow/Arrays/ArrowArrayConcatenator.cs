using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>Joins arrays end to end.</summary>
public static partial class ArrowArrayConcatenator
{
    /// <summary>The values of several arrays, one after the other; of one array, that array.</summary>
    /// <param name="arrays">At least one array; all of one layout. The result has the type of the first.</param>
    /// <exception cref="ArgumentException">There is no array, or the layouts differ.</exception>
    /// <exception cref="OverflowException">The values together are more than the type's offsets, or a dictionary's indices, can count.</exception>
    public static IArrowArray Concatenate(IReadOnlyList<IArrowArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.Count == 0)
        {
            throw new ArgumentException("There is nothing to join.", nameof(arrays));
        }

        if (arrays.Count == 1)
        {
            return arrays[0];
        }

        var parts = new ArrayData[arrays.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = arrays[i].Data;
            if (!TypeComparer.Layout.Equals(parts[i].DataType, parts[0].DataType))
            {
                throw new ArgumentException($"Values of type {parts[i].DataType} cannot be joined to values of type {parts[0].DataType}.", nameof(arrays));
            }
        }

        return ArrowArrayFactory.BuildArray(Concatenate(parts));
    }

    private static ArrayData Concatenate(ArrayData[] parts)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return parts.Length == 1 ? parts[0] : parts[0].DataType switch
        {
            NullType type => new ArrayData(type, LengthOf(parts), LengthOf(parts), 0, Array.Empty<ArrowBuffer>()),
            BooleanType => JoinBits(parts),
            DictionaryType => JoinDictionaries(parts),
            FixedWidthType type => Join(parts, [JoinFixed(parts, 1, type.BitWidth / 8)]),
            StringType or BinaryType => JoinBytes<int>(parts),
            LargeStringType or LargeBinaryType => JoinBytes<long>(parts),
            StringViewType or BinaryViewType => JoinViews(parts),
            ListType or MapType => JoinLists<int>(parts),
            LargeListType => JoinLists<long>(parts),
            ListViewType => JoinListViews<int>(parts),
            LargeListViewType => JoinListViews<long>(parts),
            FixedSizeListType type => Join(parts, [], [JoinChildren(parts, 0, type.ListSize)]),
            StructType type => Join(parts, [], [.. Enumerable.Range(0, type.Fields.Count).Select(child => JoinChildren(parts, child, 1))]),
            UnionType { Mode: UnionMode.Sparse } type => new ArrayData(
                type, LengthOf(parts), 0, 0, [JoinFixed(parts, 0, sizeof(byte))],
                [.. Enumerable.Range(0, type.Fields.Count).Select(child => JoinChildren(parts, child, 1))]),
            UnionType type => JoinDenseUnions(parts, type),
            RunEndEncodedType => JoinRuns(parts),
            var type => throw new NotSupportedException($"Values of type {type} cannot be joined."),
        };
    }

    private static int LengthOf(ArrayData[] parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length = checked(length + part.Length);
        }

        return length;
    }

    /// <summary>An array of all parts from its buffers but the validity, which is joined here.</summary>
    private static ArrayData Join(ArrayData[] parts, ArrowBuffer[] buffers, ArrayData[]? children = null)
    {
        var length = LengthOf(parts);
        var nulls = 0;
        foreach (var part in parts)
        {
            nulls += part.GetNullCount();
        }

        return new ArrayData(parts[0].DataType, length, nulls, 0, [nulls == 0 ? ArrowBuffer.Empty : JoinValidity(parts, length), .. buffers], children);
    }

    private static ArrowBuffer JoinValidity(ArrayData[] parts, int length)
    {
        var bits = new byte[BitUtility.ByteCount(length)];
        var at = 0;
        foreach (var part in parts)
        {
            if (part.GetNullCount() == 0)
            {
                BitUtility.SetBits(bits, at, part.Length, true);
            }
            else
            {
                BitUtility.CopyBits(part.Buffers[0].Span, part.Offset, bits, at, part.Length);
            }

            at += part.Length;
        }

        return new ArrowBuffer(bits);
    }

    private static ArrayData JoinBits(ArrayData[] parts)
    {
        var bits = new byte[BitUtility.ByteCount(LengthOf(parts))];
        var at = 0;
        foreach (var part in parts)
        {
            BitUtility.CopyBits(part.Buffers[1].Span, part.Offset, bits, at, part.Length);
            at += part.Length;
        }

        return Join(parts, [new ArrowBuffer(bits)]);
    }

    private static ArrowBuffer JoinFixed(ArrayData[] parts, int buffer, int width)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(LengthOf(parts) * width));
        var at = 0;
        foreach (var part in parts)
        {
            part.Buffers[buffer].Span.Slice(part.Offset * width, part.Length * width).CopyTo(bytes.AsSpan(at));
            at += part.Length * width;
        }

        return new ArrowBuffer(bytes);
    }

    private static ArrayData JoinBytes<TOffset>(ArrayData[] parts)
        where TOffset : unmanaged, INumber<TOffset>
    {
        var offsets = JoinOffsets<TOffset>(parts, out var total);
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)total));
        var at = 0;
        foreach (var part in parts)
        {
            var (start, end) = Range<TOffset>(part);
            part.Buffers[2].Span[start..end].CopyTo(bytes.AsSpan(at));
            at += end - start;
        }

        return Join(parts, [offsets, new ArrowBuffer(bytes)]);
    }

    private static ArrayData JoinLists<TOffset>(ArrayData[] parts)
        where TOffset : unmanaged, INumber<TOffset>
    {
        var offsets = JoinOffsets<TOffset>(parts, out _);
        var values = Array.ConvertAll(parts, part => Range<TOffset>(part) is var (start, end) ? part.Children[0].Slice(start, end - start) : part);
        return Join(parts, [offsets], [Concatenate(values)]);
    }

    private static ArrayData JoinChildren(ArrayData[] parts, int child, int size) =>
        Concatenate(Array.ConvertAll(parts, part => part.Children[child].Slice(part.Offset * size, part.Length * size)));

    /// <summary>Where the bytes or items of a part begin and end.</summary>
    private static (int Start, int End) Range<TOffset>(ArrayData part)
        where TOffset : unmanaged, INumber<TOffset>
    {
        if (part.Length == 0)
        {
            return (0, 0);
        }

        var offsets = MemoryMarshal.Cast<byte, TOffset>(part.Buffers[1].Span);
        return (int.CreateChecked(offsets[part.Offset]), int.CreateChecked(offsets[part.Offset + part.Length]));
    }

    private static ArrowBuffer JoinOffsets<TOffset>(ArrayData[] parts, out long total)
        where TOffset : unmanaged, INumber<TOffset>
    {
        var joined = new TOffset[LengthOf(parts) + 1];
        var row = 0;
        foreach (var part in parts)
        {
            if (part.Length == 0)
            {
                continue;
            }

            var offsets = MemoryMarshal.Cast<byte, TOffset>(part.Buffers[1].Span).Slice(part.Offset, part.Length + 1);
            var shift = joined[row] - offsets[0];
            for (var i = 1; i < offsets.Length; i++)
            {
                joined[++row] = checked(offsets[i] + shift);
            }
        }

        total = long.CreateChecked(joined[row]);
        return BufferOf(joined);
    }

    private static ArrowBuffer BufferOf<T>(T[] values)
        where T : unmanaged => new(new CastMemory<T>(values).Memory);
}
