using System.Buffers.Binary;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>Keys of all other types, lists and structs among them: compared one by one.</summary>
internal sealed class OtherKeyColumn(IArrowType type) : KeyColumn
{
    private readonly List<IArrowArray> _pieces = [];
    private readonly List<(int Piece, int Row)> _places = [];
    private readonly ValueComparer _comparer = ValueComparer.For(type);
    private long _byteSize;

    /// <inheritdoc/>
    public override long ByteSize => _byteSize + (_places.Count * 8L);

    /// <inheritdoc/>
    public override void Hash(ColumnVector keys, Span<ulong> hashes)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Mix(hashes[i], HashOf(keys.Values, keys.PlaceOf(i)));
        }
    }

    /// <inheritdoc/>
    public override void Append(ColumnVector keys, ReadOnlySpan<int> rows)
    {
        var places = new int[rows.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = keys.PlaceOf(rows[i]);
            _places.Add((_pieces.Count, i));
        }

        // Copied, so that the batch can go.
        var piece = ArrayTaking.Take(keys.Values, places);
        _pieces.Add(piece);
        _byteSize += ArraySize.Of(piece);
    }

    /// <inheritdoc/>
    public override void Compare(ColumnVector keys, ReadOnlySpan<int> rows, ReadOnlySpan<int> places, Span<bool> differs)
    {
        foreach (var row in rows)
        {
            var (piece, at) = _places[places[row]];
            var array = _pieces[piece];
            var isNull = keys.IsNull(row);
            differs[row] |= isNull != array.IsNull(at)
                || (!isNull && _comparer.Compare(keys.Values, keys.PlaceOf(row), array, at) != 0);
        }
    }

    /// <inheritdoc/>
    public override IArrowArray ToArray(int start, int count)
    {
        if (_pieces.Count == 0)
        {
            return ArrayTaking.Nulls(type, 0);
        }

        var first = new int[_pieces.Count];
        for (var i = 1; i < first.Length; i++)
        {
            first[i] = first[i - 1] + _pieces[i - 1].Length;
        }

        var rows = new int[count];
        for (var i = 0; i < count; i++)
        {
            var (piece, row) = _places[start + i];
            rows[i] = first[piece] + row;
        }

        return ArrayTaking.Take(ArrayTaking.Concat(_pieces), rows);
    }

    private static ulong HashOf(IArrowArray array, int row)
    {
        if (array.IsNull(row))
        {
            return NullHash;
        }

        switch (array)
        {
            case BooleanArray booleans:
                return booleans.GetValue(row) == true ? 1UL : 2UL;
            case DoubleArray doubles:
                return Mix(0, DoubleBits.Of(doubles.Values[row]));
            case FloatArray floats:
                return Mix(0, FloatBits.Of(floats.Values[row]));
            case HalfFloatArray halves:
                return Mix(0, FloatBits.Of((float)halves.Values[row]));
            case MonthDayNanosecondIntervalArray intervals:
                var length = ValueComparer.LengthOf(intervals.Values[row]);
                return Mix((ulong)length, (ulong)(length >> 64));
            case StructArray structs:
                var hash = 7UL;
                foreach (var field in structs.Fields)
                {
                    hash = Mix(hash, HashOf(field, row));
                }

                return hash;
        }

        if (NestedCasts.ElementsOf(array, row) is { } elements)
        {
            var hash = (ulong)elements.Length;
            for (var i = 0; i < elements.Length; i++)
            {
                hash = Mix(hash, HashOf(elements, i));
            }

            return hash;
        }

        return BytesHash(array, row);
    }

    private static ulong BytesHash(IArrowArray array, int row)
    {
        var width = ArrayTaking.WidthOf(array.Data.DataType);
        var bytes = width > 0 ? array.Data.Buffers[1].Span.Slice((array.Data.Offset + row) * width, width)
            : array is NullArray ? default
            : ByteCasts.BytesOf(array, row);
        var hash = (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var value in bytes)
        {
            hash = Mix(hash, value);
        }

        return hash;
    }
}
