using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Indexes.Vectors;

/// <summary>The vectors of a component column of a chunk: lists within the component's lists, or plain lists of numbers, each a vector.</summary>
internal sealed class VectorColumn
{
    private readonly ListArray _rows;
    private readonly IArrowArray _items;

    public VectorColumn(ListArray rows)
    {
        _rows = rows;
        _items = rows.Values;
    }

    /// <summary>The type of the numbers of vectors, or null if values of a type are no vectors.</summary>
    /// <param name="itemType">The type of the items of the component's lists.</param>
    public static IArrowType? NumbersOf(IArrowType itemType) => itemType switch
    {
        FixedSizeListType list => NumberOrNull(list.ValueDataType),
        ListType list => NumberOrNull(list.ValueDataType),
        _ => NumberOrNull(itemType),
    };

    /// <summary>The type of the vectors.</summary>
    /// <param name="itemType">The type of the items of the component's lists.</param>
    public static IArrowType InstanceTypeOf(IArrowType itemType) =>
        itemType is FixedSizeListType or ListType ? itemType : new ListType(new Field("item", itemType, nullable: true));

    /// <summary>The array that vectors are taken from by their place.</summary>
    public IArrowArray Instances => IsPlain ? ArrowArrayFactory.BuildArray(_rows.Data.WithType(InstanceTypeOf(_items.Data.DataType))) : _items;

    /// <summary>The numbers of all vectors, one after the other.</summary>
    public IArrowArray Numbers => _items switch
    {
        FixedSizeListArray lists => lists.Values,
        ListArray lists => lists.Values,
        _ => _items,
    };

    private bool IsPlain => _items is not (FixedSizeListArray or ListArray);

    /// <summary>The vectors in order; those that are null or have nulls are left out.</summary>
    public IEnumerable<VectorPlace> Places()
    {
        var numbers = Numbers;
        for (var row = 0; row < _rows.Length; row++)
        {
            if (_rows.IsNull(row))
            {
                continue;
            }

            var (start, end) = (_rows.ValueOffsets[row], _rows.ValueOffsets[row + 1]);
            if (IsPlain)
            {
                if (end > start && HasAll(numbers, start, end))
                {
                    yield return new VectorPlace(row, 0, row, start, end - start);
                }

                continue;
            }

            for (var item = start; item < end; item++)
            {
                if (_items.IsNull(item))
                {
                    continue;
                }

                var (first, length) = _items is FixedSizeListArray fixedSize
                    ? (fixedSize.GetValueOffset(item), fixedSize.ListSize)
                    : (((ListArray)_items).ValueOffsets[item], ((ListArray)_items).ValueOffsets[item + 1] - ((ListArray)_items).ValueOffsets[item]);
                if (length > 0 && HasAll(numbers, first, first + length))
                {
                    yield return new VectorPlace(row, (uint)(item - start), item, first, length);
                }
            }
        }
    }

    /// <summary>Numbers of any type as double precision ones.</summary>
    public static double[] Widen(IArrowArray numbers) => numbers switch
    {
        Int8Array values => Widen(values.Values),
        UInt8Array values => Widen(values.Values),
        Int16Array values => Widen(values.Values),
        UInt16Array values => Widen(values.Values),
        Int32Array values => Widen(values.Values),
        UInt32Array values => Widen(values.Values),
        Int64Array values => Widen(values.Values),
        UInt64Array values => Widen(values.Values),
        HalfFloatArray values => Widen(values.Values),
        FloatArray values => Widen(values.Values),
        DoubleArray values => values.Values.ToArray(),
        _ => throw new ArgumentException($"Values of type {numbers.Data.DataType} are no numbers.", nameof(numbers)),
    };

    private static double[] Widen<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = double.CreateSaturating(values[i]);
        }

        return wide;
    }

    private static IArrowType? NumberOrNull(IArrowType type) => type is NumberType ? type : null;

    private static bool HasAll(IArrowArray numbers, int start, int end)
    {
        for (var i = start; i < end && numbers.NullCount > 0; i++)
        {
            if (numbers.IsNull(i))
            {
                return false;
            }
        }

        return true;
    }
}
