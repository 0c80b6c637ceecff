namespace Rerun.Catalog.Dataframes;

/// <summary>Names a component column by its parts. Mirrors <c>rerun.catalog.ComponentColumnSelector</c>.</summary>
/// <param name="EntityPath">The entity.</param>
/// <param name="Component">The component identifier, for example <c>Points3D:positions</c>.</param>
public sealed record ComponentSelector(EntityPath EntityPath, string Component);
