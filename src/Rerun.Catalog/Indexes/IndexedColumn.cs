using Rerun.Catalog.Chunks;

namespace Rerun.Catalog;

/// <summary>The component column that a search index is about.</summary>
/// <param name="EntityPath">The entity.</param>
/// <param name="Component">The component; what identifies it is <see cref="ComponentDescriptor.Component"/>.</param>
public sealed record IndexedColumn(EntityPath EntityPath, ComponentDescriptor Component);
