using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>Keys of fixed width.</summary>
internal sealed class FixedKeyColumn<T, TBits>(IArrowType type) : KeyColumn
    where T : unmanaged
    where TBits : struct, IKeyBits<T>
{
    private T[] _values = new T[64];
    private int _count;

    // At most one key is null, so its place is all there is to know.
    private readonly List<int> _nulls = [];
    private bool[] _isNull = new bool[64];

    /// <inheritdoc/>
    public override long ByteSize => (_values.Length * (long)System.Runtime.CompilerServices.Unsafe.SizeOf<T>()) + _isNull.Length;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hash(ColumnVector keys, Span<ulong> hashes)
    {
        if (keys.IsConstant)
        {
            var bits = keys.IsConstantNull ? NullHash : TBits.Of(new FixedView<T>(keys)[0]);
            foreach (ref var hash in hashes)
            {
                hash = Mix(hash, bits);
            }

            return;
        }

        var values = new FixedView<T>(keys.Flatten()).Values;
        var validity = Validity.Of(keys.Flatten());
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Mix(hashes[i], validity[i] ? TBits.Of(values[i]) : NullHash);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Append(ColumnVector keys, ReadOnlySpan<int> rows)
    {
        if (_count + rows.Length > _values.Length)
        {
            var size = Math.Max(_count + rows.Length, _values.Length * 2);
            Array.Resize(ref _values, size);
            Array.Resize(ref _isNull, size);
        }

        var flat = keys.Unfold();
        var values = new FixedView<T>(flat);
        var nulls = flat.MayHaveNulls;
        foreach (var row in rows)
        {
            if (nulls && flat.IsNull(row))
            {
                _isNull[_count] = true;
                _nulls.Add(_count);
            }
            else
            {
                _values[_count] = values[row];
            }

            _count++;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Compare(ColumnVector keys, ReadOnlySpan<int> rows, ReadOnlySpan<int> places, Span<bool> differs)
    {
        var flat = keys.Unfold();
        var values = new FixedView<T>(flat);
        if (!flat.MayHaveNulls && _nulls.Count == 0)
        {
            foreach (var row in rows)
            {
                differs[row] |= TBits.Of(values[row]) != TBits.Of(_values[places[row]]);
            }

            return;
        }

        foreach (var row in rows)
        {
            var isNull = flat.IsNull(row);
            var place = places[row];
            differs[row] |= isNull != _isNull[place] || (!isNull && TBits.Of(values[row]) != TBits.Of(_values[place]));
        }
    }

    /// <inheritdoc/>
    public override IArrowArray ToArray(int start, int count)
    {
        var buffer = NewArrays.Buffer<T>(count, out var target);
        _values.AsSpan(start, count).CopyTo(target);
        return NewArrays.Fixed(type, buffer, KeyNulls.Validity(_isNull, start, count), count);
    }
}
