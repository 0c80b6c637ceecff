using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>The lists of a column in one chunk, in the type that the dataset has for it. The chunk keeps them for the next query.</summary>
internal sealed class ColumnLists
{
    private ColumnLists(ListArray lists, double bytesPerElement)
    {
        Lists = lists;
        BytesPerElement = bytesPerElement;
    }

    public ListArray Lists { get; }

    /// <summary>About how many bytes an element of the lists takes.</summary>
    public double BytesPerElement { get; }

    /// <exception cref="RerunException">The chunk's values are of another type than the dataset's.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ColumnLists Of(ViewColumn column, ChunkInfo info, Chunk chunk)
    {
        if (chunk.Outlined is not null)
        {
            throw new InvalidOperationException($"The values of chunk {info.Id} were not read.");
        }

        var component = column.Descriptor.Component;
        var components = chunk.Components;
        for (var i = 0; i < components.Count; i++)
        {
            if (components[i].Descriptor.Component == component)
            {
                // Whoever comes second at one time finds the same once more.
                return chunk.Lists[i] is { } known && ReferenceEquals(known.Lists.Data.DataType, column.Descriptor.StoreType)
                    ? known
                    : chunk.Lists[i] = Fit(column, info, components[i].Values);
            }
        }

        throw new RerunException($"Chunk {info.Id} of partition '{info.Partition}' has lost its component '{component}'.", RerunErrorCode.CorruptData);
    }

    private static ColumnLists Fit(ViewColumn column, ChunkInfo info, ListArray lists)
    {
        var wanted = column.Descriptor.StoreType;
        var given = lists.Data.DataType;
        if (TypeComparer.Layout.Equals(given, wanted))
        {
            lists = new ListArray(lists.Data.WithType(wanted));
        }
        else if (given is ListType { ValueDataType: NullType } && wanted is ListType { ValueDataType: var valueType })
        {
            // Lists of nulls of no type in particular fit any.
            lists = new ListArray(wanted, lists.Length, lists.ValueOffsetsBuffer, NullArrays.Create(valueType, lists.Values.Length), lists.NullBitmapBuffer, lists.NullCount, lists.Offset);
        }
        else
        {
            throw new RerunException(
                $"Column '{column.Descriptor.Name}' is of type {wanted} in the dataset, but of type {given} in chunk {info.Id} of partition '{info.Partition}', layer '{info.Layer}' ({info.Key}).",
                RerunErrorCode.TypeMismatch);
        }

        return new ColumnLists(lists, ArraySize.BytesPerValue(lists.Data.Children[0]));
    }
}
