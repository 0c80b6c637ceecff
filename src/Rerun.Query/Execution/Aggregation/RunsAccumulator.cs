using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>What follows from how often each value of a group occurs.</summary>
/// <param name="aggregate">What is wanted.</param>
/// <param name="input">The type of the values.</param>
/// <param name="result">The type of the result.</param>
internal sealed class RunsAccumulator(RunsAggregate aggregate, IArrowType input, IArrowType result) : SortedAccumulator
{
    protected override IArrowArray Empty(int groups) => ArrayTaking.Nulls(result, groups);

    protected override IArrowArray Finish(ColumnVector[] arguments, int[] sorted, int[] sortedEnds, int[] rows, int[] ends)
    {
        var count = ends.Length - 1;
        var firsts = new List<int>();
        var lengths = new List<long>();
        var runEnds = new int[count + 1];
        var comparer = ValueComparer.For(input);
        var value = arguments[0];
        for (var group = 0; group < count; group++)
        {
            for (var i = sortedEnds[group]; i < sortedEnds[group + 1]; i++)
            {
                var isNew = i == sortedEnds[group]
                    || comparer.Compare(value.Values, value.PlaceOf(sorted[i - 1]), value.Values, value.PlaceOf(sorted[i])) != 0;
                if (isNew)
                {
                    firsts.Add(sorted[i]);
                    lengths.Add(0);
                }

                lengths[^1]++;
            }

            runEnds[group + 1] = firsts.Count;
        }

        return aggregate switch
        {
            RunsAggregate.Mode => Modes(value, firsts, lengths, runEnds),
            RunsAggregate.Entropy => Entropies(lengths, runEnds),
            _ => Histograms(value, firsts, lengths, runEnds),
        };
    }

    // Of several values that are as frequent the least.
    private static IArrowArray Modes(ColumnVector value, List<int> firsts, List<long> lengths, int[] runEnds)
    {
        var places = new int[runEnds.Length - 1];
        for (var group = 0; group < places.Length; group++)
        {
            var best = -1;
            for (var run = runEnds[group]; run < runEnds[group + 1]; run++)
            {
                best = best < 0 || lengths[run] > lengths[best] ? run : best;
            }

            places[group] = best < 0 ? -1 : value.PlaceOf(firsts[best]);
        }

        return Arrow.Selection.ArraySelection.Take(value.Values, places);
    }

    private static IArrowArray Entropies(List<long> lengths, int[] runEnds)
    {
        var count = runEnds.Length - 1;
        var buffer = NewArrays.Buffer<double>(count, out var results);
        var bits = NewArrays.Bitmap(count);
        for (var group = 0; group < count; group++)
        {
            var total = 0L;
            var sum = 0.0;
            for (var run = runEnds[group]; run < runEnds[group + 1]; run++)
            {
                total += lengths[run];
                sum += lengths[run] * Math.Log2(lengths[run]);
            }

            results[group] = total == 0 ? 0 : Math.Log2(total) - (sum / total);
            BitUtility.SetBit(bits, group, total > 0);
        }

        return NewArrays.Fixed(SqlTypes.Double, buffer, Validity.FromBits(bits, count), count);
    }

    private IArrowArray Histograms(ColumnVector value, List<int> firsts, List<long> lengths, int[] runEnds)
    {
        var keys = value.Take(firsts.ToArray()).ToArray();
        var counts = NewArrays.Fixed<long>(SqlTypes.BigInt, lengths.ToArray());
        var entries = ArrowArrayFactory.BuildArray(new ArrayData(((MapType)result).KeyValueType, keys.Length, 0, 0, [ArrowBuffer.Empty], [keys.Data, counts.Data]));
        var bits = NewArrays.Bitmap(runEnds.Length - 1);
        for (var group = 0; group < runEnds.Length - 1; group++)
        {
            BitUtility.SetBit(bits, group, runEnds[group + 1] > runEnds[group]);
        }

        return NewArrays.List(result, runEnds, entries, Validity.FromBits(bits, runEnds.Length - 1));
    }
}
