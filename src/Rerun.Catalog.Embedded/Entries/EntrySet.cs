using Rerun.Catalog.Embedded.Registration;
using Rerun.Catalog.Embedded.Tables;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>The entries of a catalog at one moment. Immutable.</summary>
internal sealed class EntrySet
{
    private readonly Dictionary<Tuid, EmbeddedDataset> _datasets;
    private readonly Dictionary<Tuid, EmbeddedTable> _tables;

    /// <param name="version">The catalogue's version, or 0.</param>
    /// <param name="entries">Datasets and tables in order of creation.</param>
    /// <param name="datasets">The datasets.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="views">The views.</param>
    public EntrySet(
        long version, IReadOnlyList<EntryDetails> entries, IEnumerable<EmbeddedDataset> datasets, IEnumerable<EmbeddedTable> tables, IReadOnlyList<ViewDefinition> views)
    {
        Version = version;
        Views = views;
        _datasets = datasets.ToDictionary(dataset => dataset.Details.Id);
        _tables = tables.ToDictionary(table => table.Details.Id);

        // The table of entries is as old as the oldest of them, and as new as the newest change to any.
        var created = entries.Count == 0 ? Clock.Now() : entries.Min(entry => entry.CreatedAtNanoseconds);
        var entryTable = new EntryDetails
        {
            Id = EntryTableId,
            Name = EntryTable.Name,
            Kind = EntryKind.Table,
            CreatedAtNanoseconds = created,
            UpdatedAtNanoseconds = entries.Select(entry => entry.UpdatedAtNanoseconds).Append(created).Max(),
        };
        All = [entryTable, .. entries];
    }

    /// <summary>The id of the table of entries, which is an entry too.</summary>
    public static Tuid EntryTableId { get; } = EntryIds.OfTable(EntryTable.Name);

    /// <summary>The catalogue's version.</summary>
    public long Version { get; }

    /// <summary>The views by name.</summary>
    public IReadOnlyList<ViewDefinition> Views { get; }

    /// <summary>All entries: the table of entries, then the others in order of creation.</summary>
    public IReadOnlyList<EntryDetails> All { get; }

    /// <summary>The datasets.</summary>
    public IEnumerable<EmbeddedDataset> Datasets => _datasets.Values;

    /// <exception cref="RerunNotFoundException">There is no dataset with that id.</exception>
    public EmbeddedDataset Dataset(Tuid id) =>
        _datasets.GetValueOrDefault(id) ?? throw new RerunNotFoundException($"There is no dataset with the id {id}.");

    /// <exception cref="RerunNotFoundException">There is no table with that id.</exception>
    public EmbeddedTable Table(Tuid id) => _tables.GetValueOrDefault(id) ?? throw new RerunNotFoundException($"There is no table with the id {id}.");
}
