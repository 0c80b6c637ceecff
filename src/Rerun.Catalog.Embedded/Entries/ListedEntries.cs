using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>The entries of a folder without a catalogue, or of a single recording. They do not change.</summary>
internal sealed class ListedEntries : CatalogEntries
{
    private readonly EntrySet _entries;

    public ListedEntries(FolderListing listing, RecordingLoader loader)
    {
        ListedDataset[] datasets = [.. listing.Datasets.SelectMany(dataset => DatasetsOf(dataset, loader))];
        ArrowFileTable[] tables = [.. listing.Tables.Select(table => new ArrowFileTable(table))];
        EntryDetails[] entries = [.. datasets.Select(dataset => dataset.Details), .. tables.Select(table => table.Details)];
        _entries = new EntrySet(0, [.. entries.OrderBy(entry => entry.CreatedAtNanoseconds)], datasets, tables, []);
    }

    public override EntrySet Current() => _entries;

    public override void Dispose()
    {
        foreach (var dataset in _entries.Datasets)
        {
            dataset.Dispose();
        }
    }

    private static IEnumerable<ListedDataset> DatasetsOf(DatasetListing listing, RecordingLoader loader)
    {
        var id = EntryIds.OfDataset(listing.Name);
        var dataset = Describe(id, listing.Name, EntryKind.Dataset, listing.Recordings);
        if (listing.Blueprints.Count > 0)
        {
            var name = EntryNames.OfBlueprintDataset(id);
            var blueprints = Describe(EntryIds.OfBlueprintDataset(listing.Name), name, EntryKind.BlueprintDataset, listing.Blueprints);
            dataset = dataset with { BlueprintDatasetId = blueprints.Id };
            yield return new ListedDataset(blueprints, listing.Blueprints, loader);
        }

        yield return new ListedDataset(dataset, listing.Recordings, loader);
    }

    private static EntryDetails Describe(Tuid id, string name, EntryKind kind, IReadOnlyList<RecordingFile> files) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        CreatedAtNanoseconds = files.Min(file => file.File.WriteTime),
        UpdatedAtNanoseconds = files.Max(file => file.File.WriteTime),
        StorageUrl = FileUrls.Of(Path.GetDirectoryName(files[0].File.Path) ?? files[0].File.Path),
    };
}
