using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>
/// Takes the value of one row of each group, of any type: first, last, any, the least and greatest, and those at the least and greatest key
/// (with two arguments: value and key). Rows with a null key never win.
/// </summary>
/// <param name="pick">Which row.</param>
/// <param name="valueType">The type of the value.</param>
/// <param name="keyType">The type of the key, which is the last argument, for the least and greatest; else null.</param>
internal sealed class PickAccumulator(Pick pick, IArrowType valueType, IArrowType? keyType) : Accumulator
{
    private readonly PickedValues _values = new(valueType);
    private readonly PickedValues? _keys = keyType is null ? null : new PickedValues(keyType);
    private readonly ValueComparer? _comparer = keyType is null ? null : ValueComparer.For(keyType);

    /// <inheritdoc/>
    public override long ByteSize => _values.ByteSize + (_keys?.ByteSize ?? 0);

    /// <inheritdoc/>
    public override void EnsureGroups(int count)
    {
        _values.EnsureGroups(count);
        _keys?.EnsureGroups(count);
    }

    /// <inheritdoc/>
    public override void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var groups = new int[length];
        groups.AsSpan().Fill(group);
        Add(groups, arguments);
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments)
    {
        var value = arguments[0];
        var key = arguments[^1];
        var best = new Dictionary<int, int>();
        for (var row = 0; row < groups.Length; row++)
        {
            var group = groups[row];
            var has = best.TryGetValue(group, out var rival);
            var wins = pick switch
            {
                Pick.First => !has && !_values.Has(group),
                Pick.FirstValue => !has && !_values.Has(group) && !value.IsNull(row),
                Pick.Last => true,
                _ => !key.IsNull(row) && (has ? Beats(key, row, key.Values, key.PlaceOf(rival)) : BeatsKept(key, row, group)),
            };
            if (wins)
            {
                best[group] = row;
            }
        }

        int[] winners = [.. best.Keys];
        int[] rows = [.. best.Values];
        _values.Set(winners, value, rows);
        _keys?.Set(winners, key, rows);
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other, ReadOnlySpan<int> groups)
    {
        var all = new int[groups.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = i;
        }

        MergeSome(other, all, groups);
    }

    /// <inheritdoc/>
    public override bool CanMergeSome => true;

    /// <inheritdoc/>
    public override void MergeSome(Accumulator other, ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        var (values, keys) = (((PickAccumulator)other)._values, ((PickAccumulator)other)._keys);
        var present = new List<int>(from.Length);
        var targets = new List<int>(from.Length);
        for (var i = 0; i < from.Length; i++)
        {
            if (values.Has(from[i]))
            {
                present.Add(from[i]);
                targets.Add(to[i]);
            }
        }

        int[] rows = [.. present];
        var value = ColumnVector.Flat(values.ToArray(0, values.Groups)).Take(rows);
        Add([.. targets], keys is null ? [value] : [value, ColumnVector.Flat(keys.ToArray(0, keys.Groups)).Take(rows)]);
    }

    /// <inheritdoc/>
    public override IArrowArray Finish(int start, int count) => _values.ToArray(start, count);

    private bool Beats(ColumnVector key, int row, IArrowArray rivals, int rival)
    {
        var order = _comparer!.Compare(key.Values, key.PlaceOf(row), rivals, rival);
        return pick == Pick.Least ? order < 0 : order > 0;
    }

    private bool BeatsKept(ColumnVector key, int row, int group)
    {
        if (!_keys!.Has(group))
        {
            return true;
        }

        var (array, place) = _keys.At(group);
        return Beats(key, row, array, place);
    }
}
