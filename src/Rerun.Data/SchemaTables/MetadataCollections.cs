using System.Data;

namespace Rerun.Data.SchemaTables;

/// <summary>All collections that GetSchema gives. Names are matched without case.</summary>
internal static class MetadataCollections
{
    public static IReadOnlyList<MetadataCollection> All { get; } =
    [
        StandardCollections.MetaDataCollections, StandardCollections.DataSourceInformation, StandardCollections.DataTypes, StandardCollections.Restrictions,
        StandardCollections.ReservedWords, CatalogCollections.Catalogs, CatalogCollections.Schemas, CatalogCollections.Tables, CatalogCollections.Views,
        CatalogCollections.Columns, RecordingCollections.Entries, RecordingCollections.Datasets, RecordingCollections.Partitions, RecordingCollections.Layers,
        RecordingCollections.Timelines, RecordingCollections.Entities, RecordingCollections.Components, RecordingCollections.Indexes, RecordingCollections.Tasks,
    ];

    public static ValueTask<DataTable> ReadAsync(CatalogSource source, string name, string?[] restrictionValues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var collection in All)
        {
            if (collection.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return collection.ReadAsync(source, restrictionValues, cancellationToken);
            }
        }

        throw new ArgumentException($"There is no collection '{name}'. There are: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name));
    }
}
