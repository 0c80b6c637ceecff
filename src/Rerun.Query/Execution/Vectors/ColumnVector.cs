using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Query.Execution.Vectors;

/// <summary>
/// The values of one column in one batch: flat, constant, or a dictionary over an Arrow array. Immutable; slices and selections share its buffers.
/// </summary>
/// <remarks>
/// A selection of a flat vector is a dictionary vector over it: rows that a filter drops cost nothing in columns that nobody reads afterwards.
/// Nulls are always nulls of <see cref="Values"/>; the places of a dictionary vector are never null.
/// </remarks>
internal sealed class ColumnVector
{
    private readonly ReadOnlyMemory<int> _places;
    private IArrowArray? _flat;

    private ColumnVector(VectorKind kind, IArrowArray values, ReadOnlyMemory<int> places, int length)
    {
        Kind = kind;
        Values = values;
        _places = places;
        Length = length;
    }

    /// <summary>How the values are held.</summary>
    public VectorKind Kind { get; }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>Flat: a value per row. Constant: one value. Dictionary: what <see cref="Places"/> points into.</summary>
    public IArrowArray Values { get; }

    /// <summary>The type of the values.</summary>
    public IArrowType Type => Values.Data.DataType;

    /// <summary>Dictionary: for each row the place of its value in <see cref="Values"/>. Empty otherwise.</summary>
    public ReadOnlySpan<int> Places => _places.Span;

    /// <summary>Whether all rows have the same value.</summary>
    public bool IsConstant => Kind == VectorKind.Constant;

    /// <summary>Whether the value is a constant NULL.</summary>
    public bool IsConstantNull => Kind == VectorKind.Constant && Values.IsNull(0);

    /// <summary>Whether a row may be null.</summary>
    public bool MayHaveNulls => Values.NullCount != 0 || Type.TypeId == ArrowTypeId.Null;

    /// <summary>Whether computing on the values and then spreading them is less work than computing on the rows.</summary>
    public bool IsCompressed => Kind == VectorKind.Dictionary && Values.Length * 2 <= Length;

    /// <summary>A vector over an array of one value per row. Arrow dictionaries and run-end encodings are opened.</summary>
    public static ColumnVector Flat(IArrowArray array) => array.Data.DataType.TypeId switch
    {
        ArrowTypeId.Dictionary or ArrowTypeId.RunEndEncoded => EncodedArrays.Open(array),
        _ => new ColumnVector(VectorKind.Flat, array, default, array.Length),
    };

    /// <summary>A vector of so many rows that all have the one value of an array of length 1.</summary>
    public static ColumnVector Constant(IArrowArray value, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, 1);
        return new ColumnVector(VectorKind.Constant, value, default, length);
    }

    /// <summary>A vector whose row i has the value at <c>places[i]</c>.</summary>
    public static ColumnVector Dictionary(IArrowArray values, ReadOnlyMemory<int> places) =>
        new(VectorKind.Dictionary, values, places, places.Length);

    /// <summary>Whether a row is null.</summary>
    public bool IsNull(int row) => Values.IsNull(PlaceOf(row));

    /// <summary>Where in <see cref="Values"/> the value of a row stands.</summary>
    public int PlaceOf(int row) => Kind switch
    {
        VectorKind.Flat => row,
        VectorKind.Constant => 0,
        _ => _places.Span[row],
    };

    /// <summary>The same rows as an Arrow array with one value each. Kept, so that asking again is free.</summary>
    public IArrowArray ToArray() => _flat ??= Kind switch
    {
        VectorKind.Flat => Values,
        VectorKind.Constant => ArrayTaking.Repeat(Values, Length),
        _ => ArrayTaking.Take(Values, _places.Span),
    };

    /// <summary>The same rows as a flat vector.</summary>
    public ColumnVector Flatten() => Kind == VectorKind.Flat ? this : new ColumnVector(VectorKind.Flat, ToArray(), default, Length);

    /// <summary>The same rows, flat or constant: what kernels take.</summary>
    public ColumnVector Unfold() => Kind == VectorKind.Dictionary ? Flatten() : this;

    /// <summary>A run of the rows.</summary>
    public ColumnVector Slice(int offset, int length)
    {
        if (offset == 0 && length == Length)
        {
            return this;
        }

        return Kind switch
        {
            VectorKind.Flat => new ColumnVector(VectorKind.Flat, ArrowArrayFactory.Slice(Values, offset, length), default, length),
            VectorKind.Constant => new ColumnVector(VectorKind.Constant, Values, default, length),
            _ => new ColumnVector(VectorKind.Dictionary, Values, _places.Slice(offset, length), length),
        };
    }

    /// <summary>The rows at the given places, in that order, without copying a flat vector's values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ColumnVector Take(ReadOnlyMemory<int> rows)
    {
        switch (Kind)
        {
            case VectorKind.Flat:
                return Dictionary(Values, rows);
            case VectorKind.Constant:
                return new ColumnVector(VectorKind.Constant, Values, default, rows.Length);
            default:
                var places = new int[rows.Length];
                var from = _places.Span;
                var at = rows.Span;
                for (var i = 0; i < places.Length; i++)
                {
                    places[i] = from[at[i]];
                }

                return Dictionary(Values, places);
        }
    }

    /// <summary>The same vector with other values, as many as before, in place of <see cref="Values"/>: the result of a kernel that ran on them.</summary>
    public ColumnVector WithValues(IArrowArray values) => new(Kind, values, _places, Length);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Type} × {Length}";
}
