using System.Security.Cryptography;
using System.Text;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Schemas;

/// <summary>The columns of a layer, from what the headers of its chunks tell.</summary>
internal static class LayerSchemas
{
    /// <summary>The number of bytes of a schema's hash.</summary>
    public const int HashSize = SHA256.HashSizeInBytes;

    public static LayerColumns Of(IEnumerable<RrdChunkEntry> chunks)
    {
        var builder = new LayerSchemaBuilder();

        // Chunks of one schema share their lists; a recording has many chunks but few schemas.
        var seen = new HashSet<(object, object)>();
        foreach (var entry in chunks.Where(entry => seen.Add((entry.Head.Schema, entry.Components))))
        {
            foreach (var timeline in entry.Timelines)
            {
                builder.AddTimeline(timeline.Name, timeline.Kind);
            }

            foreach (var component in entry.Components)
            {
                builder.AddComponent(entry.EntityPath, component.Descriptor, component.Type, entry.IsStatic, hasValues: !component.IsEmpty);
            }
        }

        return new LayerColumns(builder.Build());
    }

    /// <summary>The columns of a dataset of these layers, in order of registration.</summary>
    /// <exception cref="RerunException">An index counts different things in two layers.</exception>
    public static Schema Merge(IReadOnlyList<RecordingLayer> layers, EmbeddedCatalogOptions options)
    {
        ParallelWork.For(layers.Count, options.MaxParallelism, i => _ = layers[i].Columns);

        // Merging the same columns once more changes nothing.
        var different = layers.DistinctBy(layer => layer.Columns);
        return DatasetSchema
            .Merge(different.Select(layer => new LayerSchema($"'{layer.Recording.File.Path}'", layer.Columns.Schema)), options.Compatibility)
            .ArrowSchema;
    }

    /// <summary>Tells layers of one schema from those of another. Opaque: it differs from what official servers compute.</summary>
    public static byte[] Hash(Schema schema)
    {
        var text = new StringBuilder();
        foreach (var field in schema.FieldsList.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            text.Append(field).Append('\n');
            foreach (var (key, value) in field.Metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                text.Append(key).Append('=').Append(value).Append('\n');
            }
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
