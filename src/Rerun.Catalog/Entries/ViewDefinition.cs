namespace Rerun.Catalog;

/// <summary>A view that a catalog keeps: a name for a query. The module <c>rerun.catalog</c> has no counterpart.</summary>
public sealed record ViewDefinition
{
    /// <summary>Its name, unique among the views, datasets and tables of its catalog.</summary>
    public required string Name { get; init; }

    /// <summary>The statement that made it, <c>CREATE VIEW .. AS ..</c>. The name in it may be an earlier one.</summary>
    public required string Statement { get; init; }

    /// <summary>The dataset whose timelines the query names alone, or null.</summary>
    public string? Dataset { get; init; }
}
