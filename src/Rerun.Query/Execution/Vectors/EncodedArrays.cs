using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Opens Arrow's own encodings as vectors.</summary>
internal static class EncodedArrays
{
    /// <summary>The vector of a dictionary-encoded or run-end-encoded array.</summary>
    public static ColumnVector Open(IArrowArray array)
    {
        var places = new int[array.Length];
        if (array is RunEndEncodedArray runs)
        {
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = runs.FindPhysicalIndex(i);
            }

            return Nested(runs.Values, places);
        }

        var dictionary = (DictionaryArray)array;
        var values = dictionary.Dictionary;
        var missing = -1;
        for (var i = 0; i < places.Length; i++)
        {
            var place = dictionary.GetDictionaryIndex(i);
            if (place < 0)
            {
                // Nulls stand among the values here, in Arrow they may stand among the indices.
                if (missing < 0)
                {
                    missing = values.Length;
                    values = ArrayTaking.Concat([values, ArrayTaking.Nulls(values.Data.DataType, 1)]);
                }

                place = missing;
            }

            places[i] = place;
        }

        return Nested(values, places);
    }

    private static ColumnVector Nested(IArrowArray values, int[] places)
    {
        var inner = ColumnVector.Flat(values);
        return inner.Kind == VectorKind.Flat ? ColumnVector.Dictionary(values, places) : inner.Take(places);
    }
}
