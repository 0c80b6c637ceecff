using Rerun.Catalog;

namespace QuickStart;

/// <summary>The signal that the tour is about: the speed of the sample's drives, or the first scalar of another data source.</summary>
internal sealed record SpeedSignal(string Dataset, string Column, string FirstPartition)
{
    private const string Preferred = "/drive/speed:Scalars:scalars";

    public string SqlName => Quote(Column);

    public string SqlRelation => $"{Quote(Dataset)}.log_time";

    public static async Task<SpeedSignal?> FindAsync(CatalogClient catalog)
    {
        foreach (var dataset in await catalog.GetDatasetsAsync())
        {
            var schema = await dataset.GetSchemaAsync();
            var scalars = schema.ComponentColumns.Where(column => column.Component == "Scalars:scalars" && !column.IsStatic).Select(column => column.Name).ToList();
            var partitions = await dataset.GetPartitionIdsAsync();
            if (scalars.Count > 0 && partitions.Count > 0 && schema.IndexColumns.Any(index => index.IndexName == "log_time"))
            {
                return new SpeedSignal(dataset.Name, scalars.Contains(Preferred) ? Preferred : scalars[0], partitions.Order(StringComparer.Ordinal).First());
            }
        }

        return null;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
