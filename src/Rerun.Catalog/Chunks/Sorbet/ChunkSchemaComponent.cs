using Rerun.Arrow.Types;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>A component column of a chunk's schema.</summary>
/// <param name="Column">Its position in the stored record batch.</param>
/// <param name="Descriptor">What the component is.</param>
/// <param name="Type">The type of the decoded column.</param>
/// <param name="ValuesNode">The position of the lists' values among the record batch's field nodes; -1 where the stored column is no list.</param>
internal sealed record ChunkSchemaComponent(int Column, ComponentDescriptor Descriptor, ListType Type, int ValuesNode);
