using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>A search with an index.</summary>
/// <param name="Column">The indexed column.</param>
/// <param name="Query">What is searched: for text one row of text, for a vector one row per dimension (Float32), for a B-tree one row with the value.</param>
/// <param name="TopK">For a vector: the greatest number of hits. Null for other searches.</param>
/// <param name="Kind">The kind of the search, which must be the index's.</param>
public sealed record IndexSearch(IndexedColumn Column, IArrowArray Query, IndexSearchKind Kind, int? TopK = null)
{
    /// <summary>The columns that are wanted, or null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many rows are skipped, in the order of the answer.</summary>
    public long Offset { get; init; }

    /// <summary>The greatest number of rows, or null for all. With 0 the answer is one batch without rows: the schema.</summary>
    public long? Limit { get; init; }
}
