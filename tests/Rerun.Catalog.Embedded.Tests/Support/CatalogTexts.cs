using Rerun.Catalog.Chunks;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>All that a catalog tells, but for times, as lines of text: what two catalogs are compared by.</summary>
internal static class CatalogTexts
{
    private static readonly string[] Times = ["rerun_last_updated_at", "rerun_registration_time"];

    public static async Task<string[]> OfAsync(ICatalog catalog, bool exceptEmptyBlueprints = false)
    {
        var lines = new List<string>();
        foreach (var entry in (await catalog.GetEntriesAsync()).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Kind is EntryKind.Table)
            {
                lines.Add($"table {entry.Name} {entry.Id}");
                continue;
            }

            var content = await OfDatasetAsync(catalog, entry.Id);
            if (entry.Kind == EntryKind.Dataset || !exceptEmptyBlueprints || (await catalog.GetPartitionTableAsync(entry.Id)).Length > 0)
            {
                lines.AddRange([$"{entry.Kind} {entry.Name} {entry.Id}", .. content]);
            }
        }

        return [.. lines];
    }

    public static async Task<string[]> OfDatasetAsync(ICatalog catalog, Tuid dataset)
    {
        var (schema, partitions, manifest) = (
            await catalog.GetDatasetSchemaAsync(dataset), await catalog.GetPartitionTableAsync(dataset), await catalog.GetManifestAsync(dataset));
        var chunks = (await catalog.GetChunksAsync(dataset, null)).Partitions.SelectMany(partition => partition.Chunks).ToArray();
        var decoded = new List<string>();
        await foreach (var (info, chunk) in catalog.ReadChunksAsync(chunks))
        {
            decoded.Add($"{info.Id} {chunk.Id} {chunk.RowCount} {chunk.ByteSize} {string.Join(' ', chunk.Components.Select(component => component.Descriptor))}");
        }

        return
        [
            .. schema.Fields(),
            .. Table(partitions),
            .. Table(manifest),
            .. chunks.Select(Describe),
            .. decoded.Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Table(Rerun.Arrow.RecordBatch table)
    {
        string[] columns = [.. table.Schema.FieldsList.Select(field => field.Name).Except(Times)];
        return [.. table.Schema.Fields(), .. CellTexts.Rows(table, columns)];
    }

    private static string Describe(ChunkInfo chunk) =>
        $"{chunk.Key} {chunk.Id} {chunk.Partition} {chunk.Layer} {chunk.EntityPath} {chunk.IsStatic} {chunk.RowCount} {chunk.ByteSize} "
        + $"{string.Join(',', chunk.Timelines!.Select(timeline => $"{timeline.Name}:{timeline.Kind}"))} {string.Join(',', chunk.Components!)}";
}
