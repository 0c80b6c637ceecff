using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>
/// Anything with a name in the catalog, as it was when it was looked up: a dataset or a table. Mirrors <c>rerun.catalog.Entry</c>. Two entries are
/// equal when their ids are.
/// </summary>
public abstract class Entry : IEquatable<Entry>
{
    private volatile EntryDetails _details;

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

    /// <summary>
    /// Takes the entry out of the catalog, a dataset with the dataset of its blueprints. Recordings and files of tables stay where they are. Mirrors
    /// <c>Entry.delete</c>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">The entry was deleted already.</exception>
    /// <exception cref="RerunException">The catalog is read-only.</exception>
    public ValueTask DeleteAsync(CancellationToken cancellationToken = default) => Catalog.Catalog.DeleteEntryAsync(Id, cancellationToken);

    /// <inheritdoc cref="DeleteAsync"/>
    public void Delete() => Blocking.Wait(() => DeleteAsync());

    /// <summary>Gives the entry another name, in the catalog and in this object. Mirrors <c>Entry.update(name=…)</c>.</summary>
    /// <param name="newName">The new name; the present one changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">Another entry has that name.</exception>
    /// <exception cref="RerunNotFoundException">The entry was deleted.</exception>
    /// <exception cref="RerunException">The catalog is read-only, or does not take such names.</exception>
    public ValueTask RenameAsync(string newName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newName);
        return UpdateAsync(new EntryUpdate(newName), cancellationToken);
    }

    /// <inheritdoc cref="RenameAsync"/>
    public void Rename(string newName) => Blocking.Wait(() => RenameAsync(newName));

    /// <summary>Changes the entry, in the catalog and in this object. Mirrors <c>Entry.update</c>.</summary>
    /// <param name="update">What to change; nothing is allowed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">Another entry has the new name.</exception>
    /// <exception cref="RerunNotFoundException">The entry was deleted.</exception>
    /// <exception cref="RerunException">The catalog is read-only, or does not take such names.</exception>
    public async ValueTask UpdateAsync(EntryUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        await Catalog.Catalog.RenameEntryAsync(Id, update.Name, cancellationToken).ConfigureAwait(false);
        await RefreshAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="UpdateAsync"/>
    public void Update(EntryUpdate update) => Blocking.Wait(() => UpdateAsync(update));

    /// <inheritdoc/>
    public bool Equals(Entry? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Entry);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>The entry's kind and name.</summary>
    public override string ToString() => $"{Kind} '{Name}'";
}
