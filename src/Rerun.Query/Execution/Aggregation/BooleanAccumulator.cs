using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>Aggregates of booleans: all come down to how many were true and how many false.</summary>
/// <param name="aggregate">What is computed.</param>
internal sealed class BooleanAccumulator(BooleanAggregate aggregate) : Accumulator
{
    private (long True, long False)[] _counts = new (long, long)[1];

    /// <inheritdoc/>
    public override long ByteSize => _counts.Length * 16L;

    /// <inheritdoc/>
    public override void EnsureGroups(int count)
    {
        if (count > _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(count, _counts.Length * 2));
        }
    }

    /// <inheritdoc/>
    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var truth = Evaluation.Truth.Of(arguments[0]);
        _counts[group].True += Evaluation.Truth.Count(truth.TrueBits);
        _counts[group].False += Evaluation.Truth.Count(truth.FalseBits);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var truth = Evaluation.Truth.Of(arguments[0]);
        for (var i = 0; i < groups.Length; i++)
        {
            ref var counts = ref _counts[groups[i]];
            counts.True += (truth.TrueBits[i >> 3] >> (i & 7)) & 1;
            counts.False += (truth.FalseBits[i >> 3] >> (i & 7)) & 1;
        }
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var counts = ((BooleanAccumulator)other)._counts;
        for (var i = 0; i < groups.Length; i++)
        {
            _counts[groups[i]].True += counts[i].True;
            _counts[groups[i]].False += counts[i].False;
        }
    }

    /// <inheritdoc/>
    public override bool CanMergeSome => true;

    /// <inheritdoc/>
    public override void MergeSome(Accumulator other, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var counts = ((BooleanAccumulator)other)._counts;
        for (var i = 0; i < from.Length; i++)
        {
            _counts[to[i]].True += counts[from[i]].True;
            _counts[to[i]].False += counts[from[i]].False;
        }
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count)
    {
        if (aggregate == BooleanAggregate.CountTrue)
        {
            var buffer = NewArrays.Buffer<long>(count, out var counts);
            for (var i = 0; i < count; i++)
            {
                counts[i] = _counts[start + i].True;
            }

            return NewArrays.Fixed(SqlTypes.BigInt, buffer, default, count);
        }

        var bits = NewArrays.Bitmap(count);
        var seen = NewArrays.Bitmap(count);
        for (var i = 0; i < count; i++)
        {
            var (trues, falses) = _counts[start + i];
            BitUtility.SetBit(seen, i, trues + falses > 0);
            BitUtility.SetBit(bits, i, aggregate == BooleanAggregate.And ? falses == 0 : trues > 0);
        }

        return NewArrays.Boolean(bits, Validity.FromBits(seen, count), count);
    }
}
