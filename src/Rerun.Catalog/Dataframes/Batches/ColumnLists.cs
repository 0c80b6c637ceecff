using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>Gets the lists of a column out of chunks, in the type that the dataset has for it.</summary>
internal static class ColumnLists
{
    /// <exception cref="RerunException">The chunk's values are of another type than the dataset's.</exception>
    public static ListArray Of(ViewColumn column, ChunkInfo info, Chunk chunk)
    {
        var component = column.Descriptor.Component;
        foreach (var candidate in chunk.Components)
        {
            if (candidate.Descriptor.Component == component)
            {
                return Fit(column, info, candidate.Values);
            }
        }

        throw new RerunException($"Chunk {info.Id} of partition '{info.Partition}' has lost its component '{component}'.", RerunErrorCode.CorruptData);
    }

    private static ListArray Fit(ViewColumn column, ChunkInfo info, ListArray lists)
    {
        var wanted = column.Descriptor.StoreType;
        var given = lists.Data.DataType;
        if (TypeComparer.Layout.Equals(given, wanted))
        {
            return lists;
        }

        if (given is ListType { ValueDataType: NullType } && wanted is ListType { ValueDataType: var valueType })
        {
            // Lists of nulls of no type in particular fit any.
            return new ListArray(wanted, lists.Length, lists.ValueOffsetsBuffer, NullArrays.Create(valueType, lists.Values.Length), lists.NullBitmapBuffer, lists.NullCount, lists.Offset);
        }

        throw new RerunException(
            $"Column '{column.Descriptor.Name}' is of type {wanted} in the dataset, but of type {given} in chunk {info.Id} of partition '{info.Partition}', layer '{info.Layer}' ({info.Key}).",
            RerunErrorCode.TypeMismatch);
    }
}
