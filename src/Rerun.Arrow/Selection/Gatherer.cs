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
                return GatherUnion(union, sources, ranges, total);
            case RunEndEncodedType runs:
                return GatherRuns(runs, sources, ranges, total);
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

    private static ArrowBuffer GatherValidity(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, out int nulls)
    {
        nulls = 0;
        var anyNulls = false;
        foreach (var range in ranges)
        {
            anyNulls |= range.Source == ArrayRange.NullSource || (range.Source >= 0 && sources[range.Source].GetNullCount() > 0);
        }

        if (!anyNulls)
        {
            return ArrowBuffer.Empty;
        }

        var bits = new byte[BitUtility.ByteCount(total)];
        var at = 0;
        foreach (var range in ranges)
        {
            if (range.Source >= 0 && sources[range.Source] is var source && source.GetNullCount() > 0)
            {
                BitUtility.CopyBits(source.Buffers[0].Span, source.Offset + range.Start, bits, at, range.Length);
            }
            else if (range.Source != ArrayRange.NullSource)
            {
                BitUtility.SetBits(bits, at, range.Length, true);
            }

            at += range.Length;
        }

        nulls = total - BitUtility.CountBits(bits, 0, total);
        return nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(bits);
    }

    private static ArrowBuffer GatherBits(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total)
    {
        var bits = new byte[BitUtility.ByteCount(total)];
        var at = 0;
        foreach (var range in ranges)
        {
            if (range.Source >= 0)
            {
                var source = sources[range.Source];
                BitUtility.CopyBits(source.Buffers[1].Span, source.Offset + range.Start, bits, at, range.Length);
            }

            at += range.Length;
        }

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer GatherFixed(ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, int size)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked(total * size));
        var rest = bytes.AsSpan();
        foreach (var range in ranges)
        {
            var count = range.Length * size;
            if (range.Source >= 0)
            {
                var source = sources[range.Source];
                source.Buffers[1].Span.Slice((source.Offset + range.Start) * size, count).CopyTo(rest);
            }
            else
            {
                rest[..count].Clear();
            }

            rest = rest[count..];
        }

        return new ArrowBuffer(bytes);
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
            shifted[i] = new ArrayRange(range.Source, start, range.Length * size);
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
