using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The values at fractions of the sorted values of a group: <c>(value, fraction or list of fractions [, falling])</c>, or the median of <c>(value)</c>.</summary>
/// <param name="type">The type of the values, and of the result or its elements.</param>
/// <param name="isContinuous">Whether it is interpolated between two values: numbers and times only.</param>
/// <param name="isList">Whether there are several fractions.</param>
internal sealed class QuantileAccumulator(IArrowType type, bool isContinuous, bool isList) : SortedAccumulator
{
    protected override IArrowArray Empty(int groups) => ArrayTaking.Nulls(isList ? SqlTypes.ListOf(type) : type, groups);

    protected override IArrowArray Finish(ColumnVector[] arguments, int[] sorted, int[] sortedEnds, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        var lows = new List<int>();
        var highs = new List<int>();
        var parts = new List<double>();
        var offsets = new int[count + 1];
        var bits = NewArrays.Bitmap(count);
        for (var group = 0; group < count; group++)
        {
            if (ends[group + 1] > ends[group] && FractionsOf(arguments, rows[ends[group]]) is { } fractions && sortedEnds[group + 1] > sortedEnds[group])
            {
                BitUtility.SetBit(bits, group);
                var values = sorted.AsSpan(sortedEnds[group], sortedEnds[group + 1] - sortedEnds[group]);
                var isFalling = arguments.Length > 2 && !arguments[2].IsNull(rows[ends[group]]) && new BooleanView(arguments[2].Flatten())[rows[ends[group]]];
                foreach (var fraction in fractions)
                {
                    var (low, high, part) = At(values.Length, fraction, isFalling);
                    lows.Add(values[low]);
                    highs.Add(values[high]);
                    parts.Add(part);
                }
            }
            else if (!isList)
            {
                lows.Add(-1);
                highs.Add(-1);
                parts.Add(0);
            }

            offsets[group + 1] = lows.Count;
        }

        var lowValues = Arrow.Selection.ArraySelection.Take(arguments[0].Values, lows.ToArray());
        var results = isContinuous ? Between(lowValues, Arrow.Selection.ArraySelection.Take(arguments[0].Values, highs.ToArray()), parts) : lowValues;
        return isList ? NewArrays.List(SqlTypes.ListOf(type), offsets, results, Validity.FromBits(bits, count)) : results;
    }

    // The two values between which a fraction lies, and how far it is from the first.
    private (int Low, int High, double Part) At(int count, double fraction, bool isFalling)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new RerunException($"A quantile lies between 0 and 1; {fraction} does not.", RerunErrorCode.InvalidArgument);
        }

        if (!isContinuous)
        {
            var place = Math.Max(0, (int)Math.Ceiling(fraction * count) - 1);
            place = isFalling ? count - 1 - place : place;
            return (place, place, 0);
        }

        var exact = (isFalling ? 1 - fraction : fraction) * (count - 1);
        var low = (int)Math.Floor(exact);
        return (low, (int)Math.Ceiling(exact), exact - low);
    }

    private static double[]? FractionsOf(ColumnVector[] arguments, int row)
    {
        if (arguments.Length == 1)
        {
            return [0.5];
        }

        var fractions = arguments[1];
        if (fractions.IsNull(row))
        {
            return null;
        }

        if (fractions.Values is ListArray lists)
        {
            var elements = lists.GetSlicedValues(fractions.PlaceOf(row))!;
            return elements.NullCount > 0 ? throw new RerunException("A quantile is not NULL.", RerunErrorCode.InvalidArgument) : NewArrays.ValuesOf<double>(elements).ToArray();
        }

        return [NewArrays.ValuesOf<double>(fractions.Values)[fractions.PlaceOf(row)]];
    }

    private IArrowArray Between(IArrowArray lows, IArrowArray highs, List<double> parts)
    {
        var validity = Validity.Of(lows);
        if (type.TypeId == ArrowTypeId.Double)
        {
            var from = NewArrays.ValuesOf<double>(lows);
            var to = NewArrays.ValuesOf<double>(highs);
            var buffer = NewArrays.Buffer<double>(parts.Count, out var results);
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = parts[i] == 0 ? from[i] : from[i] + ((to[i] - from[i]) * parts[i]);
            }

            return NewArrays.Fixed(type, buffer, validity, parts.Count);
        }

        var starts = NewArrays.ValuesOf<long>(lows);
        var stops = NewArrays.ValuesOf<long>(highs);
        var times = NewArrays.Buffer<long>(parts.Count, out var between);
        for (var i = 0; i < between.Length; i++)
        {
            between[i] = starts[i] + (long)Math.Round((double)((Int128)stops[i] - starts[i]) * parts[i]);
        }

        return NewArrays.Fixed(type, times, validity, parts.Count);
    }
}
