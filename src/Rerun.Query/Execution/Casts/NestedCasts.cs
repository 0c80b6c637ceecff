using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions among lists, fixed-size lists and structs.</summary>
internal static class NestedCasts
{
    /// <summary>The conversion, or null if there is none.</summary>
    public static (ArrayConversion Conversion, bool CanFail)? Find(IArrowType from, IArrowType to)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (from is MapType fromMap && to is MapType toMap)
        {
            return Cast.Between(fromMap.KeyValueType, toMap.KeyValueType) is { } entries ? ((array, isTry) => ToList(array, entries, to, isTry), entries.CanFail) : null;
        }

        if ((SqlTypes.IsList(from) || from is MapType) && to.TypeId is ArrowTypeId.List or ArrowTypeId.FixedSizeList)
        {
            if (Cast.Between(SqlTypes.ElementOf(from), SqlTypes.ElementOf(to)) is not { } elements)
            {
                return null;
            }

            return to is FixedSizeListType fixedSize
                ? ((array, isTry) => ToFixedSize(ToList(array, elements, new ListType(fixedSize.Fields[0]), isTry), fixedSize, isTry), true)
                : ((array, isTry) => ToList(array, elements, to, isTry), elements.CanFail);
        }

        if (from is StructType source && to is StructType target && source.Fields.Count == target.Fields.Count)
        {
            var fields = new Cast[source.Fields.Count];
            for (var i = 0; i < fields.Length; i++)
            {
                if (Cast.Between(source.Fields[i].DataType, target.Fields[i].DataType) is not { } field)
                {
                    return null;
                }

                fields[i] = field;
            }

            return ((array, isTry) => ToStruct((StructArray)array, fields, to, isTry), fields.Any(f => f.CanFail));
        }

        return null;
    }

    /// <summary>The elements of one list of any layout; null if the array is no list.</summary>
    public static IArrowArray? ElementsOf(IArrowArray array, int row) => array switch
    {
        ListArray list => list.GetSlicedValues(row),
        FixedSizeListArray list => list.GetSlicedValues(row),
        LargeListArray list => list.GetSlicedValues(row),
        ListViewArray list => list.GetSlicedValues(row),
        LargeListViewArray list => list.GetSlicedValues(row),
        _ => null,
    };

    /// <summary>A list array of any layout as a list array with 32-bit offsets.</summary>
    public static IArrowArray ToPlain(IArrowArray array)
    {
        if (array is ListArray)
        {
            return array;
        }

        var field = ((NestedType)array.Data.DataType).Fields[0];
        var buffer = NewArrays.Buffer<int>(array.Length + 1, out var offsets);
        offsets[0] = 0;
        var validity = Validity.Of(array);
        IArrowArray elements;
        if (array is FixedSizeListArray fixedSize)
        {
            for (var i = 1; i < offsets.Length; i++)
            {
                offsets[i] = i * fixedSize.ListSize;
            }

            elements = fixedSize.GetElements();
        }
        else
        {
            var pieces = new List<IArrowArray>();
            for (var i = 0; i < array.Length; i++)
            {
                var piece = array.IsNull(i) ? null : ElementsOf(array, i);
                offsets[i + 1] = checked(offsets[i] + (piece?.Length ?? 0));
                if (piece is { Length: > 0 })
                {
                    pieces.Add(piece);
                }
            }

            elements = pieces.Count == 0 ? ArrayTaking.Nulls(field.DataType, 0) : ArrayTaking.Concat(pieces);
        }

        return ArrowArrayFactory.BuildArray(new ArrayData(
            new ListType(field), array.Length, validity.NullCount, 0, [validity.ToBuffer(array.Length), new ArrowBuffer(buffer)], [elements.Data]));
    }

    private static IArrowArray ToList(IArrowArray array, Cast elements, IArrowType to, bool isTry)
    {
        var plain = ToPlain(array);
        var data = plain.Data;

        // Only the elements of these rows are converted: others may not be convertible.
        var offsets = data.Length == 0 ? [0] : MemoryMarshal.Cast<byte, int>(data.Buffers[1].Span).Slice(data.Offset, data.Length + 1);
        var used = ArrowArrayFactory.BuildArray(data.Children[0].Slice(offsets[0], offsets[^1] - offsets[0]));
        var buffer = NewArrays.Buffer<int>(offsets.Length, out var shifted);
        for (var i = 0; i < offsets.Length; i++)
        {
            shifted[i] = offsets[i] - offsets[0];
        }

        var validity = Validity.Of(plain);
        return ArrowArrayFactory.BuildArray(new ArrayData(
            to, data.Length, validity.NullCount, 0, [validity.ToBuffer(data.Length), new ArrowBuffer(buffer)], [elements.Convert(used, isTry).Data]));
    }

    private static IArrowArray ToFixedSize(IArrowArray array, FixedSizeListType to, bool isTry)
    {
        var list = (ListArray)array;
        var places = new int[checked(array.Length * to.ListSize)];
        var bits = NewArrays.Bitmap(array.Length);
        var padded = ArrayTaking.Concat([list.Values, ArrayTaking.Nulls(list.Values.Data.DataType, 1)]);
        for (var i = 0; i < array.Length; i++)
        {
            var valid = list.IsValid(i);
            var fits = valid && list.GetValueLength(i) == to.ListSize;
            if (valid && !fits && !isTry)
            {
                throw Cast.Failure(array, i, to, $"it has {list.GetValueLength(i)} elements");
            }

            BitUtility.SetBit(bits, i, fits);
            for (var j = 0; j < to.ListSize; j++)
            {
                places[(i * to.ListSize) + j] = fits ? list.GetValueOffset(i) + j : list.Values.Length;
            }
        }

        var validity = Validity.FromBits(bits, array.Length);
        return ArrowArrayFactory.BuildArray(new ArrayData(
            to, array.Length, validity.NullCount, 0, [validity.ToBuffer(array.Length)], [ArrayTaking.Take(padded, places).Data]));
    }

    private static IArrowArray ToStruct(StructArray array, Cast[] fields, IArrowType to, bool isTry)
    {
        var validity = Validity.Of(array);
        var children = new ArrayData[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            children[i] = fields[i].Convert(array.Fields[i], isTry).Data;
        }

        return ArrowArrayFactory.BuildArray(new ArrayData(to, array.Length, validity.NullCount, 0, [validity.ToBuffer(array.Length)], children));
    }
}
