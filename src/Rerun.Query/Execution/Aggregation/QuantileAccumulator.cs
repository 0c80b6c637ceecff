using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Execution.Windows;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The values at fractions of the sorted values of a group: <c>(value, fraction or list of fractions [, falling])</c>, or the median of <c>(value)</c>.</summary>
/// <param name="type">The type of the values, and of the result or its elements.</param>
/// <param name="isContinuous">Whether it is interpolated between two values: numbers and times only.</param>
/// <param name="isList">Whether there are several fractions.</param>
internal sealed class QuantileAccumulator(IArrowType type, bool isContinuous, bool isList) : SortedAccumulator, ISlidingAggregate
{
    /// <inheritdoc/>
    public SlidingFrames? Slide(ColumnVector[] arguments, int workers)
    {
        if (arguments[0].Length == 0 || !arguments[1..].All(IsUniform))
        {
            return null;
        }

        // What is wrong with them is told when a frame has rows.
        var fractions = new Lazy<double[]?>(() => FractionsOf(arguments, 0));
        return SlidingQuantile.Over(arguments[0], () => new QuantileResults(type, isContinuous, isList), () => fractions.Value, IsFalling(arguments, 0), workers);
    }

    protected override IArrowArray Empty(int groups) => ArrayTaking.Nulls(isList ? SqlTypes.ListOf(type) : type, groups);

    protected override IArrowArray Finish(ColumnVector[] arguments, int[] sorted, int[] sortedEnds, int[] rows, int[] ends)
    {
        var results = new QuantileResults(type, isContinuous, isList);
        for (var group = 0; group < ends.Length - 1; group++)
        {
            var start = sortedEnds[group];
            var (first, hasRows) = (ends[group], ends[group + 1] > ends[group]);
            results.Add(
                hasRows ? FractionsOf(arguments, rows[first]) : null,
                hasRows && IsFalling(arguments, rows[first]),
                sortedEnds[group + 1] - start,
                place => arguments[0].PlaceOf(sorted[start + place]));
        }

        return results.Finish(arguments[0].Values);
    }

    private static bool IsUniform(ColumnVector vector)
    {
        if (vector.IsConstant)
        {
            return true;
        }

        var comparer = ValueComparer.For(vector.Type);
        for (var row = 1; row < vector.Length; row++)
        {
            var isNull = vector.IsNull(row);
            if (isNull != vector.IsNull(0) || (!isNull && comparer.Compare(vector.Values, vector.PlaceOf(0), vector.Values, vector.PlaceOf(row)) != 0))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFalling(ColumnVector[] arguments, int row) => arguments.Length > 2 && !arguments[2].IsNull(row) && new BooleanView(arguments[2].Flatten())[row];

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
}
