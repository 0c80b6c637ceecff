namespace Rerun.Catalog;

/// <summary>The kinds of searches with an index.</summary>
public enum IndexSearchKind
{
    /// <summary>Text, ranked by BM25; <c>_score</c> is the last column.</summary>
    FullText,

    /// <summary>The nearest vectors; <c>_distance</c> is the last column.</summary>
    Vector,

    /// <summary>Equality with a value.</summary>
    BTree,
}
