using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>One component column of a chunk, as its schema tells.</summary>
/// <param name="Descriptor">What the component is.</param>
/// <param name="Type">The column's type once decoded: a list per row.</param>
/// <param name="IsEmpty">Whether the column is known to hold no value at all, only nulls and empty lists.</param>
public sealed record RrdComponent(ComponentDescriptor Descriptor, ListType Type, bool IsEmpty);
