using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

/// <summary>Copies ranges of several arrays into one, type by type. The ranges have been checked.</summary>
internal static partial class Gatherer
{
    public static bool IsList(IArrowType type) =>
        type.TypeId is ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.Map or ArrowTypeId.ListView or ArrowTypeId.LargeListView;

    public static ArrayData Gather(IArrowType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total)
    {
        switch (type)
        {
            case NullType:
                return new ArrayData(type, total, total, 0, Array.Empty<ArrowBuffer>());
            case UnionType union:
                return GatherUnion(union, sources, RangeList.Unroll(ranges), total);
            case RunEndEncodedType runs:
                return GatherRuns(runs, sources, RangeList.Unroll(ranges), total);
            case DictionaryType or StringViewType or BinaryViewType or ListViewType or LargeListViewType:
                ranges = RangeList.Unroll(ranges);
                break;
        }

        var validity = GatherValidity(sources, ranges, total, out var nulls);
        return type switch
        {
            BooleanType => new ArrayData(type, total, nulls, 0, [validity, GatherBits(sources, ranges, total)]),
            FixedWidthType fixedWidth => new ArrayData(type, total, nulls, 0, [validity, GatherFixed(sources, ranges, total, fixedWidth.ByteSize())]),
            StringType or BinaryType => GatherBytes<int>(type, sources, ranges, total, validity, nulls),
            LargeStringType or LargeBinaryType => GatherBytes<long>(type, sources, ranges, total, validity, nulls),
            StringViewType or BinaryViewType => GatherViews(type, sources, ranges, total, validity, nulls),
            DictionaryType dictionary => GatherIndices(dictionary, sources, ranges, total, validity, nulls),
            ListType or MapType => GatherLists<int>((NestedType)type, sources, ranges, total, validity, nulls),
            LargeListType => GatherLists<long>((NestedType)type, sources, ranges, total, validity, nulls),
            ListViewType => GatherListViews<int>((NestedType)type, sources, ranges, total, validity, nulls),
            LargeListViewType => GatherListViews<long>((NestedType)type, sources, ranges, total, validity, nulls),
            FixedSizeListType list => GatherFixedSizeLists(list, sources, ranges, total, validity, nulls),
            StructType structs => GatherStructs(structs, sources, ranges, total, validity, nulls),
            _ => throw new NotSupportedException($"Arrays of type {type} cannot be selected from."),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ArrowBuffer GatherValidity(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, out int nulls)
    {
        nulls = 0;
        var mayBeNull = new bool[sources.Length];
        for (var i = 0; i < mayBeNull.Length; i++)
        {
            mayBeNull[i] = sources[i].GetNullCount() > 0;
        }

        var anyNulls = false;
        foreach (ref readonly var range in ranges)
        {
            anyNulls |= range.Source == ArrayRange.NullSource || (range.Source >= 0 && mayBeNull[range.Source]);
        }

        if (!anyNulls)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitUtility.ByteCount(total)];
        var at = 0;
        foreach (ref readonly var range in ranges)
        {
            var end = at + range.Total;
            if (range.Source < 0 || !mayBeNull[range.Source])
            {
                SetBits(bits, at, range.Source == ArrayRange.NullSource ? 0 : end - at);
            }
            else if (range.Length == 1)
            {
                var source = sources[range.Source];
                SetBits(bits, at, BitUtility.GetBit(source.Buffers[0].Span, source.Offset + range.Start) ? end - at : 0);
            }
            else
            {
                CopyBits(sources[range.Source], 0, in range, bits, at);
            }

            at = end;
        }

        nulls = total - BitUtility.CountBits(bits, 0, total);
        return nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bits);

        static void SetBits(Span<byte> bits, int start, int count)
        {
            if (count == 1)
            {
                bits[start >> 3] |= (byte)(1 << (start & 7));
            }
            else
            {
                BitUtility.SetBits(bits, start, count, true);
            }
        }
    }

    private static ArrowBuffer GatherBits(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total)
    {
        var bits = new byte[BitUtility.ByteCount(total)];
        var at = 0;
        foreach (ref readonly var range in ranges)
        {
            if (range.Source >= 0)
            {
                CopyBits(sources[range.Source], 1, in range, bits, at);
            }

            at += range.Total;
        }

        return new ArrowBuffer(bits);
    }

    private static void CopyBits(ArrayData source, int buffer, in ArrayRange range, Span<byte> bits, int at)
    {
        for (var i = 0; i < range.Times; i++, at += range.Length)
        {
            BitUtility.CopyBits(source.Buffers[buffer].Span, source.Offset + range.Start, bits, at, range.Length);
        }
    }

    private static ArrowBuffer GatherFixed(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, int size)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(total * size));
        switch (size)
        {
            case 1:
                GatherValues<byte>(sources, ranges, bytes, 1, 1, 1);
                break;
            case 2:
                GatherValues<short>(sources, ranges, bytes, 1, 1, 1);
                break;
            case 4:
                GatherValues<int>(sources, ranges, bytes, 1, 1, 1);
                break;
            case 8:
                GatherValues<long>(sources, ranges, bytes, 1, 1, 1);
                break;
            default:
                GatherValues<byte>(sources, ranges, bytes, 1, size, size);
                break;
        }

        return new ArrowBuffer(bytes);
    }

    /// <summary>Copies the values of ranges out of one of their arrays' buffers.</summary>
    /// <param name="sources">The arrays.</param>
    /// <param name="ranges">The ranges; those of no array become zeros.</param>
    /// <param name="target">Where to, all of it.</param>
    /// <param name="buffer">Which buffer.</param>
    /// <param name="size">How many numbers make a value.</param>
    /// <param name="offsetSize">How many numbers an array's offset skips for each value.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherValues<T>(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, byte[] target, int buffer, int size, int offsetSize)
        where T : unmanaged
    {
        var rest = MemoryMarshal.Cast<byte, T>(target.AsSpan());
        var current = -1;
        var values = ReadOnlySpan<T>.Empty;
        foreach (ref readonly var range in ranges)
        {
            var count = range.Total * size;
            if (count == 0)
            {
                continue;
            }

            if (range.Source < 0)
            {
                rest[..count].Clear();
            }
            else
            {
                if (range.Source != current)
                {
                    current = range.Source;
                    values = MemoryMarshal.Cast<byte, T>(sources[current].Buffers[buffer].Span)[(sources[current].Offset * offsetSize)..];
                }

                if (count == 1)
                {
                    rest[0] = values[range.Start];
                }
                else
                {
                    var block = range.Length * size;
                    values.Slice(range.Start * size, block).CopyTo(rest);
                    Repetition.Fill(rest[..count], block);
                }
            }

            rest = rest[count..];
        }
    }

    private static ArrayData GatherStructs(
        StructType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
    {
        var shifted = Shift(sources, ranges, 1);
        var children = new ArrayData[type.Fields.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Gather(type.Fields[i].DataType, Children(sources, i), shifted, total);
        }

        return new ArrayData(type, total, nulls, 0, [validity], children);
    }

    private static ArrayData GatherFixedSizeLists(
        FixedSizeListType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
    {
        var elements = Gather(type.ValueDataType, Children(sources, 0), Shift(sources, ranges, type.ListSize), checked(total * type.ListSize));
        return new ArrayData(type, total, nulls, 0, [validity], [elements]);
    }

    /// <summary>The ranges of a child that stands beside its parent: moved by the parent's offset, times so many values each.</summary>
    private static ReadOnlySpan<ArrayRange> Shift(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int size)
    {
        var shifted = new ArrayRange[ranges.Length];
        for (var i = 0; i < shifted.Length; i++)
        {
            var range = ranges[i];
            var start = range.Source >= 0 ? (sources[range.Source].Offset + range.Start) * size : 0;
            shifted[i] = new ArrayRange(range.Source, start, range.Length * size) { Times = range.Times };
        }

        return shifted;
    }

    private static ArrayData[] Children(ArrayData[] sources, int child)
    {
        var children = new ArrayData[sources.Length];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = sources[i].Children[child];
        }

        return children;
    }
}
