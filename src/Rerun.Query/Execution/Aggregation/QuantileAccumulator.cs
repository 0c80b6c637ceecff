using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Quantiles of doubles: interpolated between neighbours, or the value at or below the place.</summary>
/// <param name="isContinuous">Whether to interpolate.</param>
/// <param name="median">The fraction where there is no second argument; else null.</param>
internal sealed class QuantileAccumulator(bool isContinuous, double? median) : CollectingAccumulator
{
    /// <inheritdoc/>
    protected override IArrowArray Finish(ColumnVector[] arguments, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        if (arguments.Length == 0)
        {
            return ArrayTaking.Nulls(SqlTypes.Double, count);
        }

        var values = NewArrays.ValuesOf<double>(arguments[0].Values);
        var buffer = NewArrays.Buffer<double>(count, out var results);
        var bits = NewArrays.Bitmap(count);
        var sorted = new List<double>();
        for (var group = 0; group < count; group++)
        {
            results[group] = 0;
            sorted.Clear();
            double? fraction = median;
            foreach (var row in rows.AsSpan(ends[group], ends[group + 1] - ends[group]))
            {
                if (!arguments[0].IsNull(row))
                {
                    sorted.Add(values[row]);
                }

                fraction ??= arguments[1].IsNull(row) ? null : NewArrays.ValuesOf<double>(arguments[1].Values)[row];
            }

            if (sorted.Count > 0 && fraction is { } part)
            {
                results[group] = At(sorted, part);
                BitUtility.SetBit(bits, group);
            }
        }

        return NewArrays.Fixed(SqlTypes.Double, buffer, Validity.FromBits(bits, count), count);
    }

    private double At(List<double> values, double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw new RerunException($"A quantile lies between 0 and 1; {fraction} does not.", RerunErrorCode.InvalidArgument);
        }

        values.Sort((a, b) => Kernels.TotalOrder.Compare(a, b));
        var place = fraction * (values.Count - 1);
        if (!isContinuous)
        {
            return values[Math.Max(0, (int)Math.Ceiling(fraction * values.Count) - 1)];
        }

        var low = (int)Math.Floor(place);
        var high = (int)Math.Ceiling(place);
        return low == high ? values[low] : values[low] + ((values[high] - values[low]) * (place - low));
    }
}
