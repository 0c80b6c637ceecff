namespace Rerun.Catalog;

/// <summary>What a search index is, and how it is built: <see cref="FullTextIndexProperties"/>, <see cref="VectorIndexProperties"/> or <see cref="BTreeIndexProperties"/>.</summary>
public abstract record IndexProperties
{
    private protected IndexProperties()
    {
    }
}
