namespace Rerun.Query.Binding;

/// <summary>
/// Binding needs something of the catalog that takes time to come: the binder unwinds, the fetch is awaited, binding starts again. Never
/// thrown by an embedded catalog, which answers at once.
/// </summary>
internal sealed class CatalogMissException(Task fetch) : Exception("The catalog has not answered yet.")
{
    /// <summary>What is waited for.</summary>
    public Task Fetch { get; } = fetch;
}
