using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>Reads the properties that a recording states about itself.</summary>
internal static class LayerProperties
{
    /// <summary>The properties by column name. Of several values of one property the one with the greatest row id counts.</summary>
    /// <exception cref="RerunException">The file has changed, or a chunk is faulty.</exception>
    public static SortedDictionary<string, PropertyValue> Read(StoredRecording recording, IEnumerable<RrdChunkEntry> entries)
    {
        var properties = new SortedDictionary<string, PropertyValue>(StringComparer.Ordinal);
        var chunks = entries.Where(entry => entry.IsStatic && PropertyColumn.IsProperty(entry.EntityPath)).ToArray();
        if (chunks.Length == 0)
        {
            return properties;
        }

        recording.File.RequireUnchanged();
        var latest = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        foreach (var entry in chunks)
        {
            var chunk = recording.Decode(entry);
            foreach (var (descriptor, values) in chunk.Components)
            {
                var column = PropertyColumn.Describe(chunk.EntityPath, descriptor, PropertyColumn.TypeOf((ListType)values.Data.DataType));
                properties.TryAdd(column.Name, new PropertyValue(column, ArrowArrayFactory.Slice(values.Values, 0, 0), IsNull: true));
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var id = chunk.RowId(row);
                    if (values.IsValid(row) && (!latest.TryGetValue(column.Name, out var known) || id >= known))
                    {
                        latest[column.Name] = id;
                        properties[column.Name] = new PropertyValue(column, values.GetSlicedValues(row)!, IsNull: false);
                    }
                }
            }
        }

        return properties;
    }
}
