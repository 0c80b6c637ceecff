using System.Numerics;
using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary><c>count(*)</c> without an argument; with one, the number of rows where it is not null.</summary>
internal sealed class CountAccumulator : Accumulator
{
    private long[] _counts = new long[1];

    /// <inheritdoc/>
    public override long ByteSize => _counts.Length * sizeof(long);

    /// <inheritdoc/>
    public override void EnsureGroups(int count)
    {
        if (count > _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(count, _counts.Length * 2));
        }
    }

    /// <inheritdoc/>
    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length) => _counts[group] += arguments.Length == 0
        ? length
        : arguments[0].IsConstant ? arguments[0].IsConstantNull ? 0 : length : length - NullsOf(arguments[0]);

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        if (arguments.Length > 0 && arguments[0].IsConstantNull)
        {
            return;
        }

        if (arguments.Length > 0 && arguments[0].MayHaveNulls)
        {
            var vector = arguments[0];
            for (var i = 0; i < groups.Length; i++)
            {
                _counts[groups[i]] += vector.IsNull(i) ? 0 : 1;
            }

            return;
        }

        for (var i = 0; i < groups.Length;)
        {
            var length = GroupRuns.LengthAt(groups, i);
            _counts[groups[i]] += length;
            i += length;
        }
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var counts = ((CountAccumulator)other)._counts;
        for (var i = 0; i < groups.Length; i++)
        {
            _counts[groups[i]] += counts[i];
        }
    }

    /// <inheritdoc/>
    public override bool CanMergeSome => true;

    /// <inheritdoc/>
    public override void MergeSome(Accumulator other, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var counts = ((CountAccumulator)other)._counts;
        for (var i = 0; i < from.Length; i++)
        {
            _counts[to[i]] += counts[from[i]];
        }
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count) => NewArrays.Fixed<long>(SqlTypes.BigInt, _counts.AsSpan(start, count));

    private static int NullsOf(ColumnVector vector)
    {
        if (vector.Kind == VectorKind.Flat || !vector.MayHaveNulls)
        {
            return vector.MayHaveNulls ? vector.Type.TypeId == Arrow.Types.ArrowTypeId.Null ? vector.Length : vector.Values.NullCount : 0;
        }

        var nulls = 0;
        foreach (var place in vector.Places)
        {
            nulls += vector.Values.IsNull(place) ? 1 : 0;
        }

        return nulls;
    }
}
