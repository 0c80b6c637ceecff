using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>
/// Anything with a name in the catalog, as it was when it was looked up: a dataset or a table. Mirrors <c>rerun.catalog.Entry</c>. Two entries are
/// equal when their ids are.
/// </summary>
public abstract class Entry : IEquatable<Entry>
{
    private EntryDetails _details;

    private protected Entry(CatalogClient catalog, EntryDetails details)
    {
        Catalog = catalog;
        _details = details;
    }

    /// <summary>The client that the entry was looked up with. Mirrors <c>Entry.catalog</c>.</summary>
    public CatalogClient Catalog { get; }

    /// <summary>The entry's id; it outlives a change of name. Mirrors <c>Entry.id</c>.</summary>
    public Tuid Id => _details.Id;

    /// <summary>The entry's name. Mirrors <c>Entry.name</c>.</summary>
    public string Name => _details.Name;

    /// <summary>What the entry is. Mirrors <c>Entry.kind</c>.</summary>
    public EntryKind Kind => _details.Kind;

    /// <summary>When the entry was created (UTC; 100 ns steps, cut toward the past). Mirrors <c>Entry.created_at</c>.</summary>
    public DateTimeOffset CreatedAt => CreatedAtNanos.ToDateTimeOffset();

    /// <summary>When the entry was created, with nanoseconds. Mirrors <c>Entry.created_at</c> without loss.</summary>
    public Timestamp64 CreatedAtNanos => new(_details.CreatedAtNanoseconds);

    /// <summary>When the entry was changed last (UTC; 100 ns steps, cut toward the past). Mirrors <c>Entry.updated_at</c>.</summary>
    public DateTimeOffset UpdatedAt => UpdatedAtNanos.ToDateTimeOffset();

    /// <summary>When the entry was changed last, with nanoseconds. Mirrors <c>Entry.updated_at</c> without loss.</summary>
    public Timestamp64 UpdatedAtNanos => new(_details.UpdatedAtNanoseconds);

    /// <summary>What the catalog knows of the entry, as it was when it was looked up.</summary>
    public EntryDetails Details => _details;

    /// <summary>Looks the entry up again by its id, for a new name or new times.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The entry was deleted.</exception>
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default) =>
        _details = await Catalog.GetDetailsAsync(Id, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="RefreshAsync"/>
    public void Refresh() => Blocking.Wait(() => RefreshAsync());

    /// <inheritdoc/>
    public bool Equals(Entry? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Entry);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The entry's kind and name.</summary>
    public override string ToString() => $"{Kind} '{Name}'";
}
