using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Covariance, correlation and regression of pairs of numbers; pairs with a NULL are left out.</summary>
internal sealed class PairAccumulator(PairAggregate aggregate) : Accumulator
{
    private State[] _states = new State[1];

    public override long ByteSize => _states.Length * 48L;

    public override void EnsureGroups(int count)
    {
        if (count > _states.Length)
        {
            Array.Resize(ref _states, Math.Max(count, _states.Length * 2));
        }
    }

    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var groups = new int[length];
        groups.AsSpan().Fill(group);
        Add(groups, arguments);
    }

    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var (y, x) = (arguments[0].Unfold(), arguments[1].Unfold());
        if (y.IsConstantNull || x.IsConstantNull)
        {
            return;
        }

        var ys = new FixedView<double>(y);
        var xs = new FixedView<double>(x);
        var validity = Validity.Intersect([y, x], groups.Length);
        for (var row = 0; row < groups.Length; row++)
        {
            if (validity[row])
            {
                _states[groups[row]].Add(ys[row], xs[row]);
            }
        }
    }

    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var states = ((PairAccumulator)other)._states;
        for (var i = 0; i < groups.Length; i++)
        {
            _states[groups[i]].Merge(in states[i]);
        }
    }

    public override IArrowArray Finish(int start, int count)
    {
        if (aggregate == PairAggregate.Count)
        {
            var counts = NewArrays.Buffer<long>(count, out var numbers);
            for (var i = 0; i < count; i++)
            {
                numbers[i] = _states[start + i].Count;
            }

            return NewArrays.Fixed(SqlTypes.BigInt, counts, default, count);
        }

        var buffer = NewArrays.Buffer<double>(count, out var results);
        var bits = NewArrays.Bitmap(count);
        for (var i = 0; i < count; i++)
        {
            var result = ResultOf(in _states[start + i]);
            results[i] = result ?? 0;
            BitUtility.SetBit(bits, i, result is not null);
        }

        return NewArrays.Fixed(SqlTypes.Double, buffer, Validity.FromBits(bits, count), count);
    }

    private double? ResultOf(in State state) => aggregate switch
    {
        _ when state.Count == 0 => null,
        PairAggregate.PopulationCovariance => state.Products / state.Count,
        PairAggregate.SampleCovariance => state.Count > 1 ? state.Products / (state.Count - 1) : null,
        PairAggregate.Correlation => state.SquaresX == 0 || state.SquaresY == 0 ? null : state.Products / Math.Sqrt(state.SquaresX * state.SquaresY),
        PairAggregate.AverageX => state.MeanX,
        PairAggregate.AverageY => state.MeanY,
        PairAggregate.SquaresX => state.SquaresX,
        PairAggregate.SquaresY => state.SquaresY,
        PairAggregate.Products => state.Products,
        PairAggregate.Determination => state.SquaresX == 0 ? null : state.SquaresY == 0 ? 1 : state.Products * state.Products / (state.SquaresX * state.SquaresY),
        _ when state.SquaresX == 0 => null,
        PairAggregate.Slope => state.Products / state.SquaresX,
        _ => state.MeanY - (state.Products / state.SquaresX * state.MeanX),
    };

    // Welford's way, so that large averages do not swallow small differences.
    private struct State
    {
        public long Count;
        public double MeanX;
        public double MeanY;
        public double SquaresX;
        public double SquaresY;
        public double Products;

        public void Add(double y, double x)
        {
            Count++;
            var dx = x - MeanX;
            var dy = y - MeanY;
            MeanX += dx / Count;
            MeanY += dy / Count;
            SquaresX += dx * (x - MeanX);
            SquaresY += dy * (y - MeanY);
            Products += dx * (y - MeanY);
        }

        public void Merge(in State other)
        {
            if (other.Count == 0)
            {
                return;
            }

            var count = Count + other.Count;
            var dx = other.MeanX - MeanX;
            var dy = other.MeanY - MeanY;
            var weight = (double)Count * other.Count / count;
            SquaresX += other.SquaresX + (dx * dx * weight);
            SquaresY += other.SquaresY + (dy * dy * weight);
            Products += other.Products + (dx * dy * weight);
            MeanX += dx * other.Count / count;
            MeanY += dy * other.Count / count;
            Count = count;
        }
    }
}
