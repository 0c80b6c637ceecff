using Rerun.Catalog.Embedded.Entries;

namespace Rerun.Catalog.Embedded;

/// <content>Views.</content>
public sealed partial class EmbeddedCatalog
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ViewDefinition>> GetViewsAsync(CancellationToken cancellationToken = default) => new(_entries.Current().Views);

    /// <inheritdoc/>
    public async ValueTask CreateViewAsync(ViewDefinition view, bool orReplace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(view);
        await ChangeAsync(connection => ViewRows.Insert(connection, view, orReplace), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RenameViewAsync(string name, string newName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(newName);
        await ChangeAsync(connection => ViewRows.Rename(connection, name, newName), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteViewAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        await ChangeAsync(connection => ViewRows.Delete(connection, name), cancellationToken).ConfigureAwait(false);
    }
}
