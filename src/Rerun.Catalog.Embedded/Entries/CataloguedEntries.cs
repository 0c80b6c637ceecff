using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>The entries that a catalogue has. They are read anew whenever it has changed, be it by this process or another.</summary>
internal sealed class CataloguedEntries(CatalogueFile catalogue, CataloguedTables tables, SchemaLibrary schemas, EmbeddedCatalogOptions options) : CatalogEntries
{
    private readonly Lock _reading = new();
    private readonly Dictionary<Tuid, CataloguedDataset> _datasets = [];
    private volatile EntrySet _current = new(-1, [], [], [], []);

    public override EntrySet Current()
    {
        var version = catalogue.ReadVersion();
        if (_current is { } known && known.Version >= version)
        {
            return known;
        }

        lock (_reading)
        {
            return _current.Version >= version ? _current : _current = Read();
        }
    }

    public override void Dispose()
    {
        lock (_reading)
        {
            foreach (var dataset in _datasets.Values)
            {
                dataset.Dispose();
            }
        }
    }

    private EntrySet Read()
    {
        var (version, rows, views) = catalogue.Read(
            connection => (connection.Number("SELECT version FROM catalogue"), EntryRows.Select(connection), ViewRows.Select(connection)));
        var datasets = new List<CataloguedDataset>();
        foreach (var (details, contentVersion) in rows.Where(row => row.Details.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset))
        {
            if (!_datasets.TryGetValue(details.Id, out var dataset))
            {
                _datasets.Add(details.Id, dataset = new CataloguedDataset(details, catalogue, schemas, options));
            }

            dataset.Update(details, contentVersion);
            datasets.Add(dataset);
        }

        // Whoever still reads a dataset that was deleted keeps its files open by himself.
        var ids = datasets.Select(dataset => dataset.Details.Id).ToHashSet();
        foreach (var gone in _datasets.Keys.Where(id => !ids.Contains(id)).ToArray())
        {
            _datasets.Remove(gone);
        }

        var stored = rows.Where(row => row.Details.Kind == EntryKind.Table).Select(row => new CataloguedTable(row.Details, tables));
        return new EntrySet(version, [.. rows.Select(row => row.Details)], datasets, stored, views);
    }
}
