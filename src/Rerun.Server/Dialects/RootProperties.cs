using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Embedded.Properties;

namespace Rerun.Server.Dialects;

/// <summary>What recordings state of themselves as a whole, such as their names: the properties that the tables of 0.27 leave out.</summary>
internal sealed class RootProperties
{
    private readonly SortedDictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Partition, string? Layer, string Column), (UInt128 RowId, ListArray Value)> _values = [];

    /// <summary>Reads them.</summary>
    public static async Task<RootProperties> OfAsync(ICatalog catalog, ChunkDirectory directory, CancellationToken cancellationToken)
    {
        var chunks = directory.Partitions
            .SelectMany(partition => partition.Chunks)
            .Where(chunk => chunk.IsStatic && chunk.EntityPath.Parts is [ColumnMetadata.PropertiesPart])
            .ToList();

        // They arrive in any order, and of several layers the last one counts.
        var read = new Dictionary<ChunkInfo, Chunk>(ReferenceEqualityComparer.Instance);
        await foreach (var (info, chunk) in catalog.ReadChunksAsync(chunks, cancellationToken).ConfigureAwait(false))
        {
            read[info] = chunk;
        }

        var properties = new RootProperties();
        foreach (var info in chunks)
        {
            properties.Add(info, read[info]);
        }

        return properties;
    }

    /// <summary>A column for each property, in order of names.</summary>
    /// <param name="rows">The partition of each row, and the layer that it is about, or null for all of them.</param>
    public IEnumerable<(Field Field, IArrowArray Column)> Columns(IReadOnlyList<(string Partition, string? Layer)> rows)
    {
        foreach (var (name, field) in _fields)
        {
            var cells = rows.Select(row => _values.TryGetValue((row.Partition, row.Layer, name), out var known)
                ? known.Value
                : NullArrays.Create(field.DataType, 1));
            yield return (field, ArrowArrayConcatenator.Concatenate([NullArrays.Create(field.DataType, 0), .. cells]));
        }
    }

    private void Add(ChunkInfo info, Chunk chunk)
    {
        foreach (var (descriptor, values) in chunk.Components)
        {
            var type = PropertyColumn.TypeOf((ListType)values.Data.DataType);
            var field = PropertyColumn.Describe(chunk.EntityPath, descriptor, type);
            if (!_fields.TryAdd(field.Name, field) && !TypeComparer.Layout.Equals(_fields[field.Name].DataType, type))
            {
                continue;
            }

            for (var row = 0; row < chunk.RowCount; row++)
            {
                if (values.IsValid(row))
                {
                    var cell = values.Data.Slice(row, 1);
                    var value = new ListArray(new ArrayData(type, 1, 0, cell.Offset, cell.Buffers, [cell.Children[0].WithType(type.ValueDataType)]));
                    Set((info.Partition, info.Layer, field.Name), chunk.RowId(row), value, isLater: false);
                    Set((info.Partition, null, field.Name), chunk.RowId(row), value, isLater: true);
                }
            }
        }
    }

    /// <summary>Within a layer the greatest row id counts; among layers the last one.</summary>
    private void Set((string Partition, string? Layer, string Column) place, UInt128 rowId, ListArray value, bool isLater)
    {
        if (isLater || !_values.TryGetValue(place, out var known) || rowId >= known.RowId)
        {
            _values[place] = (rowId, value);
        }
    }
}
