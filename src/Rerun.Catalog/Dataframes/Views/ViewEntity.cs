namespace Rerun.Catalog.Dataframes.Views;

/// <summary>An entity with columns in a view.</summary>
internal sealed class ViewEntity
{
    public ViewEntity(EntityPath path, IEnumerable<ViewColumn> columns)
    {
        Path = path;
        Columns = [.. columns];
        var ancestors = new List<EntityPath>();
        for (var above = path.Parent; above is not null; above = above.Parent)
        {
            ancestors.Add(above);
        }

        Ancestors = ancestors;
    }

    public EntityPath Path { get; }

    public IReadOnlyList<ViewColumn> Columns { get; }

    /// <summary>The entities above, whose recursive clears act on this one.</summary>
    public IReadOnlyList<EntityPath> Ancestors { get; }

    /// <summary>Whether a chunk with these components has something for the view.</summary>
    public bool Wants(IReadOnlyList<string>? components) =>
        components is null || components.Any(component => Columns.Any(column => column.Descriptor.Component == component));
}
