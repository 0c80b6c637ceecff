namespace Rerun.Catalog;

public partial interface ICatalog
{
    /// <summary>The views that the catalog keeps, by name. A catalog that keeps none, as all servers, gives an empty list.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<IReadOnlyList<ViewDefinition>> GetViewsAsync(CancellationToken cancellationToken = default) => new([]);

    /// <summary>Keeps a view. What it says is not looked at.</summary>
    /// <param name="view">The view.</param>
    /// <param name="orReplace">Whether a view of that name gives way.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunAlreadyExistsException">A view (unless it may be replaced), a dataset or a table of that name exists.</exception>
    ValueTask CreateViewAsync(ViewDefinition view, bool orReplace, CancellationToken cancellationToken = default) => throw NotOffered("keeping views");

    /// <summary>Gives a view another name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="newName">Its name from now on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no view of that name.</exception>
    /// <exception cref="RerunAlreadyExistsException">The new name is taken.</exception>
    ValueTask RenameViewAsync(string name, string newName, CancellationToken cancellationToken = default) => throw NotOffered("keeping views");

    /// <summary>Forgets a view.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">There is no view of that name.</exception>
    ValueTask DeleteViewAsync(string name, CancellationToken cancellationToken = default) => throw NotOffered("keeping views");
}
