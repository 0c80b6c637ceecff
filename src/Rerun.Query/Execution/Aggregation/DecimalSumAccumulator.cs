using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The sum or average of decimals: exact whatever lies between; only a final sum that is too large for its type is an error.</summary>
/// <param name="input">The type of the values.</param>
/// <param name="result">The type of the result: a decimal of the same scale, or DOUBLE for an average.</param>
internal sealed class DecimalSumAccumulator(DecimalType input, IArrowType result) : Accumulator
{
    private Int128[] _sums = new Int128[1];
    private long[] _counts = new long[1];

    // What 128 bits did not hold.
    private Dictionary<int, BigInteger>? _carried;

    public override long ByteSize => (_sums.Length * 24L) + ((_carried?.Count ?? 0) * 64L);

    public override void EnsureGroups(int count)
    {
        if (count > _sums.Length)
        {
            var size = Math.Max(count, _sums.Length * 2);
            Array.Resize(ref _sums, size);
            Array.Resize(ref _counts, size);
        }
    }

    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var vector = arguments[0].Unfold();
        var view = new DecimalView(vector);
        for (var row = 0; row < length; row++)
        {
            Add(group, view, vector, row);
        }
    }

    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var vector = arguments[0].Unfold();
        var view = new DecimalView(vector);
        for (var row = 0; row < groups.Length; row++)
        {
            Add(groups[row], view, vector, row);
        }
    }

    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var from = (DecimalSumAccumulator)other;
        for (var i = 0; i < groups.Length; i++)
        {
            Add(groups[i], from._sums[i]);
            _counts[groups[i]] += from._counts[i];
            if (from._carried is not null && from._carried.TryGetValue(i, out var carried))
            {
                Carry(groups[i], carried);
            }
        }
    }

    public override IArrowArray Finish(int start, int count)
    {
        var bits = NewArrays.Bitmap(count);
        var width = ArrayTaking.WidthOf(result);
        var bytes = new byte[checked(count * width)];
        for (var i = 0; i < count; i++)
        {
            var group = start + i;
            if (_counts[group] == 0)
            {
                continue;
            }

            BitUtility.SetBit(bits, i);
            var sum = (BigInteger)_sums[group] + (_carried is not null && _carried.TryGetValue(group, out var carried) ? carried : 0);
            var target = bytes.AsSpan(i * width, width);
            if (result is DecimalType type)
            {
                if (BigInteger.Abs(sum) >= PowersOfTen.WideOf(type.Precision))
                {
                    throw new RerunException($"The sum {DecimalText.Format(sum, type.Scale)} exceeds {SqlTypes.NameOf(type)}.", RerunErrorCode.ValueOutOfRange);
                }

                DecimalView.Write(sum, target);
            }
            else
            {
                BitConverter.TryWriteBytes(target, DecimalCasts.Nearest(sum, PowersOfTen.WideOf(input.Scale) * _counts[group]));
            }
        }

        return NewArrays.Fixed(result, bytes, Validity.FromBits(bits, count), count);
    }

    private void Add(int group, DecimalView view, ColumnVector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return;
        }

        _counts[group]++;
        if (DecimalTypes.IsNarrow(input))
        {
            Add(group, view.Narrow(row));
        }
        else
        {
            Carry(group, view[row]);
        }
    }

    private void Add(int group, Int128 value)
    {
        ref var sum = ref _sums[group];
        var next = unchecked(sum + value);
        if (Int128.IsNegative(sum) == Int128.IsNegative(value) && Int128.IsNegative(next) != Int128.IsNegative(value))
        {
            Carry(group, sum);
            next = value;
        }

        sum = next;
    }

    private void Carry(int group, BigInteger value)
    {
        _carried ??= [];
        _carried[group] = _carried.GetValueOrDefault(group) + value;
    }
}
