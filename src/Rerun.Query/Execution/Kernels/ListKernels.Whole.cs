using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <content>Functions of whole lists.</content>
internal static partial class ListKernels
{
    /// <summary>The number of elements of each list.</summary>
    public static ColumnVector Lengths(ColumnVector lists, int length)
    {
        var list = (ListArray)NestedCasts.ToPlain(lists.Values);
        var offsets = list.ValueOffsets;
        var buffer = NewArrays.Buffer<long>(length, out var lengths);
        for (var row = 0; row < length; row++)
        {
            var at = lists.PlaceOf(row);
            lengths[row] = offsets[at + 1] - offsets[at];
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.BigInt, buffer, Validity.Of(lists), length));
    }

    /// <summary>Whether an element equals a value: false where none does.</summary>
    public static ColumnVector Contains(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var validity = Validity.Intersect(arguments, length);
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            BitUtility.SetBit(bits, row, validity[row] && PlaceIn(arguments[0], arguments[1], row) > 0);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
    }

    /// <summary>The place of the first element that equals a value, or is null if it is, from 1 or from a third argument on; NULL if there is none.</summary>
    public static ColumnVector Position(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var buffer = NewArrays.Buffer<long>(length, out var places);
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            var first = arguments.Length > 2 ? Bound(arguments[2], row) : 1;
            places[row] = first is not null && !arguments[0].IsNull(row) ? PlaceIn(arguments[0], arguments[1].Values, row, arguments[1].PlaceOf(row), first.Value) : 0;
            BitUtility.SetBit(bits, row, places[row] > 0);
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.BigInt, buffer, Validity.FromBits(bits, length), length));
    }

    /// <summary>Whether a list has every element of another, null too.</summary>
    public static ColumnVector HasAll(ColumnVector lists, ColumnVector others, int length) => Compare(lists, others, length, seesNulls: true, static (found, wanted) => found == wanted);

    /// <summary>Whether two lists share an element that is not null.</summary>
    public static ColumnVector HasAny(ColumnVector lists, ColumnVector others, int length) => Compare(lists, others, length, seesNulls: false, static (found, _) => found > 0);

    /// <summary>Two lists in one.</summary>
    public static ColumnVector Concat(ReadOnlySpan<ColumnVector> arguments, IArrowType type, int length)
    {
        var validity = Validity.Intersect(arguments, length);
        var left = (ListArray)arguments[0].Values;
        var right = (ListArray)arguments[1].Values;
        var ranges = new List<ArrayRange>();
        var offsets = new int[length + 1];
        for (var row = 0; row < length; row++)
        {
            offsets[row + 1] = offsets[row];
            if (validity[row])
            {
                offsets[row + 1] += AddRange(ranges, 0, left, arguments[0].PlaceOf(row)) + AddRange(ranges, 1, right, arguments[1].PlaceOf(row));
            }
        }

        var elements = ArraySelection.TakeRanges(SqlTypes.ElementOf(type), [left.Values, right.Values], [.. ranges]);
        return ColumnVector.Flat(NewArrays.List(type, offsets, elements, validity));
    }

    /// <summary>Two lists in one; of a null list and another the other.</summary>
    public static ColumnVector ConcatPresent(ColumnVector first, ColumnVector second, IArrowType type, int length)
    {
        var left = (ListArray)first.Values;
        var right = (ListArray)second.Values;
        var ranges = new List<ArrayRange>();
        var offsets = new int[length + 1];
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            offsets[row + 1] = offsets[row];
            if (!first.IsNull(row))
            {
                offsets[row + 1] += AddRange(ranges, 0, left, first.PlaceOf(row));
            }

            if (!second.IsNull(row))
            {
                offsets[row + 1] += AddRange(ranges, 1, right, second.PlaceOf(row));
            }

            BitUtility.SetBit(bits, row, !first.IsNull(row) || !second.IsNull(row));
        }

        var elements = ArraySelection.TakeRanges(SqlTypes.ElementOf(type), [left.Values, right.Values], [.. ranges]);
        return ColumnVector.Flat(NewArrays.List(type, offsets, elements, Validity.FromBits(bits, length)));
    }

    /// <summary>A list of one value from each column.</summary>
    public static ColumnVector Pack(ReadOnlySpan<ColumnVector> arguments, IArrowType type, int length)
    {
        var count = arguments.Length;
        var offsets = new int[length + 1];
        var ranges = new ArrayRange[length * count];
        var sources = new IArrowArray[count];
        for (var i = 0; i < count; i++)
        {
            sources[i] = arguments[i].Values;
        }

        for (var row = 0; row < length; row++)
        {
            offsets[row + 1] = offsets[row] + count;
            for (var i = 0; i < count; i++)
            {
                ranges[(row * count) + i] = new ArrayRange(i, arguments[i].PlaceOf(row), 1);
            }
        }

        return ColumnVector.Flat(NewArrays.List(type, offsets, ArraySelection.TakeRanges(SqlTypes.ElementOf(type), sources, ranges), default));
    }

    /// <summary>A struct of every second column; the others are the names.</summary>
    public static ColumnVector PackStruct(ReadOnlySpan<ColumnVector> arguments, IArrowType type, int length)
    {
        var children = new ArrayData[arguments.Length / 2];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = arguments[(i * 2) + 1].ToArray().Data;
        }

        return ColumnVector.Flat(ArrowArrayFactory.BuildArray(new ArrayData(type, length, 0, 0, [ArrowBuffer.Empty], children)));
    }

    /// <summary>A slice of each list: first and last, from 1 and included, and perhaps a step.</summary>
    public static ColumnVector Slice(ReadOnlySpan<ColumnVector> arguments, IArrowType type, int length)
    {
        if (arguments[0].IsConstantNull)
        {
            return Constants.Null(type, length);
        }

        var list = (ListArray)arguments[0].Values;
        var places = new List<int>();
        var offsets = new int[length + 1];
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            var at = arguments[0].PlaceOf(row);
            if (list.IsValid(at))
            {
                BitUtility.SetBit(bits, row);
                var count = list.GetValueLength(at);
                var step = arguments.Length > 3 ? Bound(arguments[3], row) ?? 1 : 1;
                var first = Absolute(Bound(arguments[1], row) ?? 1, count);
                var last = Absolute(Bound(arguments[2], row) ?? count, count);
                for (var i = Math.Max(first, 1); step > 0 && i <= Math.Min(last, count); i += step)
                {
                    places.Add(list.ValueOffsets[at] + (int)i - 1);
                }
            }

            offsets[row + 1] = places.Count;
        }

        var elements = ArraySelection.Take(list.Values, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(places));
        return ColumnVector.Flat(NewArrays.List(type, offsets, elements, Validity.FromBits(bits, length)));
    }

    /// <summary>The distinct elements that are not null.</summary>
    public static ColumnVector Distinct(ColumnVector lists, int length) => Rearrange(lists, length, (elements, groups) =>
    {
        var table = new Hashing.KeyTable([SqlTypes.Int, elements.Type]);
        var places = DistinctOperator.NewRows(table, [ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, groups)), elements], groups.Length);
        return [.. places.Where(row => !elements.IsNull(row))];
    });

    /// <summary>The elements in order.</summary>
    public static ColumnVector Sort(ColumnVector lists, int length, bool descending, bool nullsFirst) => Rearrange(lists, length, (elements, groups) =>
        RowSorter.Sort([ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, groups)), elements], [new SortKey(0, false, false), new SortKey(1, descending, nullsFirst)], groups.Length));

    /// <summary>The elements in reverse.</summary>
    public static ColumnVector Reverse(ColumnVector lists, int length) => Rearrange(lists, length, (_, groups) =>
    {
        int[] rows = [.. Enumerable.Range(0, groups.Length).Reverse()];
        var sorted = RowSorter.Sort([ColumnVector.Flat(NewArrays.Fixed<int>(SqlTypes.Int, groups)).Take(rows)], [new SortKey(0, false, false)], rows.Length);
        return Array.ConvertAll(sorted, i => rows[i]);
    });

    /// <summary>An aggregate of the elements of each list; NULL of a NULL list.</summary>
    public static ColumnVector Aggregate(ColumnVector lists, Accumulator accumulator, int length)
    {
        accumulator.EnsureGroups(length);
        var (elements, groups) = Explode(lists, length);
        if (groups.Length > 0)
        {
            accumulator.Add(groups, [elements]);
        }

        return ColumnVector.Flat(Mask(accumulator.Finish(0, length), Validity.Of(lists)));
    }

    private static ColumnVector Rearrange(ColumnVector lists, int length, Func<ColumnVector, int[], int[]> arrange)
    {
        var (elements, groups) = Explode(lists, length);
        var rows = arrange(elements, groups);
        var offsets = new int[length + 1];
        foreach (var row in rows)
        {
            offsets[groups[row] + 1]++;
        }

        for (var i = 0; i < length; i++)
        {
            offsets[i + 1] += offsets[i];
        }

        return ColumnVector.Flat(NewArrays.List(lists.Type, offsets, elements.Take(rows).ToArray(), Validity.Of(lists)));
    }

    // All elements of all lists that are not null, and the row of each.
    private static (ColumnVector Elements, int[] Rows) Explode(ColumnVector lists, int length)
    {
        var list = (ListArray)NestedCasts.ToPlain(lists.Values);
        var places = new List<int>();
        var rows = new List<int>();
        for (var row = 0; row < length; row++)
        {
            var at = lists.PlaceOf(row);
            for (var i = 0; list.IsValid(at) && i < list.GetValueLength(at); i++)
            {
                places.Add(list.ValueOffsets[at] + i);
                rows.Add(row);
            }
        }

        return (ColumnVector.Flat(ArraySelection.Take(list.Values, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(places))), [.. rows]);
    }

    // Decides each row by how many of the other list's elements are found, of how many.
    private static ColumnVector Compare(ColumnVector lists, ColumnVector others, int length, bool seesNulls, Func<int, int, bool> decide)
    {
        var validity = Validity.Intersect([lists, others], length);
        var elements = ((ListArray)others.Values).Values;
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                continue;
            }

            var at = others.PlaceOf(row);
            var (found, wanted) = (0, 0);
            var start = ((ListArray)others.Values).ValueOffsets[at];
            for (var i = start; i < start + ((ListArray)others.Values).GetValueLength(at); i++)
            {
                if (seesNulls || elements.IsValid(i))
                {
                    wanted++;
                    found += PlaceIn(lists, elements, row, i) > 0 ? 1 : 0;
                }
            }

            BitUtility.SetBit(bits, row, decide(found, wanted));
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
    }

    private static int PlaceIn(ColumnVector lists, ColumnVector values, int row) => PlaceIn(lists, values.Values, row, values.PlaceOf(row));

    private static int PlaceIn(ColumnVector lists, IArrowArray values, int row, int place, long first = 1)
    {
        var list = (ListArray)lists.Values;
        var at = lists.PlaceOf(row);
        var comparer = ValueComparer.For(values.Data.DataType);
        var start = list.ValueOffsets[at];
        var isNull = values.IsNull(place);
        for (var i = (int)Math.Clamp(first - 1, 0, int.MaxValue); i < list.GetValueLength(at); i++)
        {
            if (list.Values.IsValid(start + i) ? !isNull && comparer.Compare(list.Values, start + i, values, place) == 0 : isNull)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int AddRange(List<ArrayRange> ranges, int source, ListArray list, int row)
    {
        var count = list.GetValueLength(row);
        if (count > 0)
        {
            ranges.Add(new ArrayRange(source, list.ValueOffsets[row], count));
        }

        return count;
    }

    private static long? Bound(ColumnVector bounds, int row) => bounds.IsNull(row) ? null : NewArrays.ValuesOf<long>(bounds.Values)[bounds.PlaceOf(row)];

    private static long Absolute(long bound, int count) => bound < 0 ? count + bound + 1 : bound;
}
