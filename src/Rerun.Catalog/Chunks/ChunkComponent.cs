using Rerun.Arrow;

namespace Rerun.Catalog.Chunks;

/// <summary>One component column of a decoded chunk.</summary>
/// <param name="Descriptor">What the component is.</param>
/// <param name="Values">A list per row: null (nothing logged), empty (logged as empty) or values.</param>
public sealed record ChunkComponent(ComponentDescriptor Descriptor, ListArray Values);
