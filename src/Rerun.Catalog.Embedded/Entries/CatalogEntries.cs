using System.Collections.Immutable;
using Rerun.Catalog.Embedded.Folders;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>The entries of a catalog: its datasets and tables by id and name.</summary>
internal sealed class CatalogEntries : IDisposable
{
    private readonly EmbeddedCatalogOptions _options;
    private readonly RecordingLoader _loader;
    private readonly TuidSequence _ids = new();
    private readonly EntryDetails _entryTable;
    private readonly ImmutableArray<ArrowFileTable> _tables;
    private readonly Lock _creating = new();
    private volatile ImmutableList<EmbeddedDataset> _datasets;

    public CatalogEntries(FolderListing listing, EmbeddedCatalogOptions options)
    {
        _options = options;
        _loader = new RecordingLoader(options);
        _datasets = [.. listing.Datasets.SelectMany(DatasetsOf)];
        _tables = [.. listing.Tables.Select(table => new ArrowFileTable(table))];
        EntryDetails[] found = [.. _datasets.Select(dataset => dataset.Details), .. _tables.Select(table => table.Details)];
        var created = found.Length == 0 ? Clock.Now() : found.Min(entry => entry.CreatedAtNanoseconds);
        _entryTable = new EntryDetails
        {
            Id = EntryIds.OfTable(EntryTable.Name),
            Name = EntryTable.Name,
            Kind = EntryKind.Table,
            CreatedAtNanoseconds = created,
            UpdatedAtNanoseconds = created,
        };
    }

    /// <summary>The id of the table of entries, which is an entry too.</summary>
    public Tuid EntryTableId => _entryTable.Id;

    /// <summary>All entries, in order of creation. The table of entries is as new as the newest change to any of them.</summary>
    public IReadOnlyList<EntryDetails> List()
    {
        EntryDetails[] entries = [.. _datasets.Select(dataset => dataset.Details), .. _tables.Select(table => table.Details)];
        var updated = entries.Select(entry => entry.UpdatedAtNanoseconds).Append(_entryTable.CreatedAtNanoseconds).Max();
        return [_entryTable with { UpdatedAtNanoseconds = updated }, .. entries.OrderBy(entry => entry.CreatedAtNanoseconds)];
    }

    /// <exception cref="RerunNotFoundException">There is no dataset with that id.</exception>
    public EmbeddedDataset Dataset(Tuid id) =>
        _datasets.Find(dataset => dataset.Details.Id == id) ?? throw new RerunNotFoundException($"There is no dataset with the id {id}.");

    /// <exception cref="RerunNotFoundException">There is no table with that id.</exception>
    public ArrowFileTable Table(Tuid id) =>
        _tables.FirstOrDefault(table => table.Details.Id == id) ?? throw new RerunNotFoundException($"There is no table with the id {id}.");

    /// <summary>Creates a dataset together with its blueprint dataset.</summary>
    /// <exception cref="RerunAlreadyExistsException">The name is taken.</exception>
    public EntryDetails CreateDataset(string name, Tuid? wanted)
    {
        lock (_creating)
        {
            if (List().FirstOrDefault(entry => entry.Name == name) is { } taken)
            {
                throw new RerunAlreadyExistsException(
                    $"An entry '{name}' already exists: a {(taken.Kind == EntryKind.Table ? "table" : "dataset")}.");
            }

            var (id, blueprintId) = (wanted ?? _ids.Next(), _ids.Next());
            var blueprints = NewDataset(blueprintId, EntryNames.OfBlueprintDataset(id), EntryKind.BlueprintDataset);
            var dataset = NewDataset(id, name, EntryKind.Dataset) with { BlueprintDatasetId = blueprintId };
            _datasets = _datasets.AddRange(
            [
                new EmbeddedDataset(blueprints, _loader, _options),
                new EmbeddedDataset(dataset, _loader, _options),
            ]);
            return dataset;
        }
    }

    public void Dispose()
    {
        foreach (var dataset in _datasets)
        {
            dataset.Dispose();
        }
    }

    private static EntryDetails NewDataset(Tuid id, string name, EntryKind kind)
    {
        var now = Clock.Now();
        return new EntryDetails
        {
            Id = id,
            Name = name,
            Kind = kind,
            CreatedAtNanoseconds = now,
            UpdatedAtNanoseconds = now,
            StorageUrl = $"memory:///{id}",
        };
    }

    private IEnumerable<EmbeddedDataset> DatasetsOf(DatasetListing listing)
    {
        var id = EntryIds.OfDataset(listing.Name);
        var dataset = ListedDataset(id, listing.Name, EntryKind.Dataset, listing.Recordings);
        if (listing.Blueprints.Count > 0)
        {
            var name = EntryNames.OfBlueprintDataset(id);
            var blueprints = ListedDataset(EntryIds.OfBlueprintDataset(listing.Name), name, EntryKind.BlueprintDataset, listing.Blueprints);
            dataset = dataset with { BlueprintDatasetId = blueprints.Id };
            yield return new EmbeddedDataset(blueprints, listing.Blueprints, _loader, _options);
        }

        yield return new EmbeddedDataset(dataset, listing.Recordings, _loader, _options);
    }

    private static EntryDetails ListedDataset(Tuid id, string name, EntryKind kind, IReadOnlyList<RecordingFile> files) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        CreatedAtNanoseconds = files.Min(file => file.File.WriteTime),
        UpdatedAtNanoseconds = files.Max(file => file.File.WriteTime),
        StorageUrl = FileUrls.Of(Path.GetDirectoryName(files[0].File.Path) ?? files[0].File.Path),
    };
}
