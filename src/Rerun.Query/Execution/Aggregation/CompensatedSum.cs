using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>
/// A sum of doubles that keeps what addition rounds off. The n-th value goes to lane n mod 4 whatever the batches are, and lanes are
/// joined in a fixed order: the result depends on the values and their order alone.
/// </summary>
internal struct CompensatedSum
{
    private Vector256<double> _sums;
    private Vector256<double> _errors;

    /// <summary>The number of values.</summary>
    public long Count { get; private set; }

    /// <summary>The sum.</summary>
    public readonly double Value
    {
        get
        {
            var plain = _sums[0] + _sums[1] + _sums[2] + _sums[3];
            if (!double.IsFinite(plain))
            {
                return plain;
            }

            var sum = 0.0;
            var error = 0.0;
            for (var lane = 0; lane < 4; lane++)
            {
                Accumulate(ref sum, ref error, _sums[lane]);
            }

            var total = sum + (error + (_errors[0] + _errors[1] + (_errors[2] + _errors[3])));
            return double.IsFinite(total) ? total : plain;
        }
    }

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        var lane = (int)(Count & 3);
        var sum = _sums[lane];
        var error = _errors[lane];
        Accumulate(ref sum, ref error, value);
        _sums = _sums.WithElement(lane, sum);
        _errors = _errors.WithElement(lane, error);
        Count++;
    }

    /// <summary>Adds values one after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<double> values)
    {
        var i = 0;
        for (; i < values.Length && (Count & 3) != 0; i++)
        {
            Add(values[i]);
        }

        var sums = _sums;
        var errors = _errors;
        var start = i;
        for (; i <= values.Length - 4; i += 4)
        {
            var value = Vector256.Create(values[i..]);
            var sum = sums + value;
            var part = sum - sums;
            errors += (sums - (sum - part)) + (value - part);
            sums = sum;
        }

        _sums = sums;
        _errors = errors;
        Count += i - start;
        for (; i < values.Length; i++)
        {
            Add(values[i]);
        }
    }

    /// <summary>Adds another sum.</summary>
    public void Merge(in CompensatedSum other)
    {
        for (var lane = 0; lane < 4; lane++)
        {
            var sum = _sums[lane];
            var error = _errors[lane] + other._errors[lane];
            Accumulate(ref sum, ref error, other._sums[lane]);
            _sums = _sums.WithElement(lane, sum);
            _errors = _errors.WithElement(lane, error);
        }

        Count += other.Count;
    }

    private static void Accumulate(ref double sum, ref double error, double value)
    {
        var next = sum + value;
        var part = next - sum;
        error += (sum - (next - part)) + (value - part);
        sum = next;
    }
}
