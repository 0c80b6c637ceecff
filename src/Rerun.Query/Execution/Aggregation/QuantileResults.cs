using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The values at fractions of sorted values, one group after the other.</summary>
/// <param name="type">The type of the values, and of the results or their elements.</param>
/// <param name="isContinuous">Whether it is interpolated between two values: numbers and times only.</param>
/// <param name="isList">Whether there are several fractions.</param>
internal sealed class QuantileResults(IArrowType type, bool isContinuous, bool isList)
{
    private readonly List<int> _lows = [];
    private readonly List<int> _highs = [];
    private readonly List<double> _parts = [];
    private readonly List<int> _offsets = [0];
    private readonly List<bool> _known = [];

    /// <summary>Adds the result of a group.</summary>
    /// <param name="fractions">The fractions, or null for no result.</param>
    /// <param name="isFalling">Whether they count from the greatest value.</param>
    /// <param name="count">How many values there are; of none there is no result.</param>
    /// <param name="placeAt">Where a value stands that has so many before it.</param>
    public void Add(double[]? fractions, bool isFalling, int count, Func<int, int> placeAt)
    {
        var isKnown = fractions is not null && count > 0;
        foreach (var fraction in isKnown ? fractions! : [])
        {
            var (low, high, part) = At(count, fraction, isFalling);
            _lows.Add(placeAt(low));
            _highs.Add(low == high ? _lows[^1] : placeAt(high));
            _parts.Add(part);
        }

        if (!isKnown && !isList)
        {
            _lows.Add(-1);
            _highs.Add(-1);
            _parts.Add(0);
        }

        _known.Add(isKnown);
        _offsets.Add(_lows.Count);
    }

    /// <summary>The results of the groups added.</summary>
    /// <param name="values">The array in which values stand.</param>
    public IArrowArray Finish(IArrowArray values)
    {
        var lowValues = Arrow.Selection.ArraySelection.Take(values, _lows.ToArray());
        var results = isContinuous ? Between(lowValues, Arrow.Selection.ArraySelection.Take(values, _highs.ToArray())) : lowValues;
        if (!isList)
        {
            return results;
        }

        var bits = NewArrays.Bitmap(_known.Count);
        for (var group = 0; group < _known.Count; group++)
        {
            BitUtility.SetBit(bits, group, _known[group]);
        }

        return NewArrays.List(SqlTypes.ListOf(type), [.. _offsets], results, Validity.FromBits(bits, _known.Count));
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

    private IArrowArray Between(IArrowArray lows, IArrowArray highs)
    {
        var validity = Validity.Of(lows);
        if (type.TypeId == ArrowTypeId.Double)
        {
            var from = NewArrays.ValuesOf<double>(lows);
            var to = NewArrays.ValuesOf<double>(highs);
            var buffer = NewArrays.Buffer<double>(_parts.Count, out var results);
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = _parts[i] == 0 ? from[i] : from[i] + ((to[i] - from[i]) * _parts[i]);
            }

            return NewArrays.Fixed(type, buffer, validity, _parts.Count);
        }

        var starts = NewArrays.ValuesOf<long>(lows);
        var stops = NewArrays.ValuesOf<long>(highs);
        var times = NewArrays.Buffer<long>(_parts.Count, out var between);
        for (var i = 0; i < between.Length; i++)
        {
            between[i] = starts[i] + (long)Math.Round((double)((Int128)stops[i] - starts[i]) * _parts[i]);
        }

        return NewArrays.Fixed(type, times, validity, _parts.Count);
    }
}
