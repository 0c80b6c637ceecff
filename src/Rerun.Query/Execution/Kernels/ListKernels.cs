using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Elements of lists and fields of structs.</summary>
internal static partial class ListKernels
{
    /// <summary>The n-th element of each list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ColumnVector Element(ColumnVector lists, ColumnVector index, int length)
    {
        var array = lists.Values;
        if (index.IsConstant && !lists.IsConstant && array is ListArray list && Constants.ValueOf<long>(index) is 1 or -1 && AreSingle(list.ValueOffsets))
        {
            return SingleElements(list);
        }

        return ElementsOneByOne(lists, index, length);
    }

    /// <summary>The only element of each list, null where there is none.</summary>
    /// <exception cref="RerunException">A list has more than one element.</exception>
    public static ColumnVector Single(ColumnVector lists, int length)
    {
        if (!lists.IsConstant && lists.Values is ListArray single && AreSingle(single.ValueOffsets))
        {
            return SingleElements(single);
        }

        var list = (ListArray)NestedCasts.ToPlain(lists.Values);
        var offsets = list.ValueOffsets;
        var validity = Validity.Of(list);
        var places = new int[length];
        for (var row = 0; row < length; row++)
        {
            var at = lists.PlaceOf(row);
            var count = validity[at] ? offsets[at + 1] - offsets[at] : 0;
            places[row] = count switch
            {
                0 => -1,
                1 => offsets[at],
                _ => throw new RerunException(
                    $"A list with {count} elements stands where one value is expected. Choose an element by [n].", RerunErrorCode.Cardinality),
            };
        }

        return ColumnVector.Flat(Arrow.Selection.ArraySelection.Take(list.Values, places));
    }

    /// <summary>A field of each struct.</summary>
    public static ColumnVector Field(ColumnVector structs, int field, int length)
    {
        var array = (StructArray)structs.Values;
        var values = array.Fields[field];
        var validity = Validity.Of(array);
        var result = validity.AllValid ? values : Mask(values, validity);
        return structs.IsConstant ? ColumnVector.Constant(result, length) : ColumnVector.Flat(result);
    }

    /// <summary>Whether each list has exactly one element: then the elements are the column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreSingle(ReadOnlySpan<int> offsets)
    {
        if (offsets[^1] - offsets[0] != offsets.Length - 1)
        {
            return false;
        }

        var row = 0;
        var first = offsets[0];
        var expected = Vector<int>.Indices + new Vector<int>(first);
        var step = new Vector<int>(Vector<int>.Count);
        for (; row <= offsets.Length - Vector<int>.Count; row += Vector<int>.Count)
        {
            if (!Vector.EqualsAll(new Vector<int>(offsets[row..]), expected))
            {
                return false;
            }

            expected += step;
        }

        for (; row < offsets.Length; row++)
        {
            if (offsets[row] != first + row)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same values, null also where a validity says so.</summary>
    public static IArrowArray Mask(IArrowArray values, Validity validity)
    {
        if (validity.AllValid)
        {
            return values;
        }

        var data = values.Data;
        if (data.Offset == 0 && data.DataType.TypeId is not (ArrowTypeId.Null or ArrowTypeId.Union or ArrowTypeId.RunEndEncoded))
        {
            var both = Validity.Intersect(Validity.Of(values), validity, values.Length);
            ArrowBuffer[] buffers = [both.ToBuffer(values.Length), .. data.Buffers.AsSpan(1)];
            return ArrowArrayFactory.BuildArray(new ArrayData(data.DataType, data.Length, both.NullCount, 0, buffers, data.Children, data.Dictionary));
        }

        var places = new int[values.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = validity[i] ? i : -1;
        }

        return Arrow.Selection.ArraySelection.Take(values, places);
    }

    // A null list may still have an element below it, which must not be seen.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector SingleElements(ListArray list)
    {
        var elements = ArrowArrayFactory.Slice(list.Values, list.ValueOffsets[0], list.Length);
        return ColumnVector.Flat(Mask(elements, Validity.Of(list)));
    }

    private static ColumnVector ElementsOneByOne(ColumnVector lists, ColumnVector index, int length)
    {
        var array = NestedCasts.ToPlain(lists.Values);
        var list = (ListArray)array;
        var offsets = list.ValueOffsets;
        var indexes = new FixedView<long>(index);
        var listValidity = Validity.Of(list);
        var indexValidity = Validity.Of(index);
        var places = new int[length];
        for (var row = 0; row < length; row++)
        {
            var at = lists.PlaceOf(row);
            var n = indexes[row];
            var count = offsets[at + 1] - offsets[at];
            var position = n > 0 ? n - 1 : count + n;
            places[row] = n != 0 && position >= 0 && position < count && listValidity[at] && indexValidity[row] ? offsets[at] + (int)position : -1;
        }

        return ColumnVector.Flat(Arrow.Selection.ArraySelection.Take(list.Values, places));
    }
}
