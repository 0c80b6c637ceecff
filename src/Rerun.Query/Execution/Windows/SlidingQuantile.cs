using Rerun.Arrow;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Sorting;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>Quantiles of a frame: the values of all rows are ranked once, and the ranks of the frame's rows counted.</summary>
internal sealed class SlidingQuantile : SlidingFrame
{
    private readonly int[] _rankOf;
    private readonly int[] _placeAt;
    private readonly IArrowArray _values;
    private readonly QuantileResults _results;
    private readonly Func<double[]?> _fractions;
    private readonly RankCounts _ranks;
    private readonly bool _isFalling;
    private int _rows;

    private SlidingQuantile(int[] rankOf, int[] placeAt, IArrowArray values, QuantileResults results, Func<double[]?> fractions, bool isFalling)
    {
        _rankOf = rankOf;
        _placeAt = placeAt;
        _values = values;
        _results = results;
        _fractions = fractions;
        _ranks = new RankCounts(placeAt.Length);
        _isFalling = isFalling;
    }

    /// <summary>Ranks the values of all rows.</summary>
    /// <param name="values">The values.</param>
    /// <param name="results">Makes what results are put into.</param>
    /// <param name="fractions">The fractions, for frames that have rows.</param>
    /// <param name="isFalling">Whether they count from the greatest.</param>
    /// <param name="workers">How many threads may sort.</param>
    public static SlidingFrames Over(ColumnVector values, Func<QuantileResults> results, Func<double[]?> fractions, bool isFalling, int workers)
    {
        var rankOf = new int[values.Length];
        rankOf.AsSpan().Fill(-1);
        int[] known = [.. Enumerable.Range(0, values.Length).Where(row => !values.IsNull(row))];
        var sorted = RowSorter.Sort([values.Take(known)], [new SortKey(0, false, false)], known.Length, workers);
        var placeAt = new int[sorted.Length];
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            var row = known[sorted[rank]];
            rankOf[row] = rank;
            placeAt[rank] = values.PlaceOf(row);
        }

        return new SlidingFrames(
            () => new SlidingQuantile(rankOf, placeAt, values.Values, results(), fractions, isFalling), (rankOf.Length + placeAt.Length) * 4L, placeAt.Length * 4L);
    }

    /// <inheritdoc/>
    public override void Add(int row) => Change(row, 1);

    /// <inheritdoc/>
    public override void Remove(int row) => Change(row, -1);

    /// <inheritdoc/>
    public override void Record() => _results.Add(_rows == 0 ? null : _fractions(), _isFalling, _ranks.Count, place => _placeAt[_ranks.At(place)]);

    /// <inheritdoc/>
    public override IArrowArray Finish() => _results.Finish(_values);

    private void Change(int row, int step)
    {
        _rows += step;
        if (_rankOf[row] is var rank and >= 0)
        {
            _ranks.Change(rank, step);
        }
    }
}
