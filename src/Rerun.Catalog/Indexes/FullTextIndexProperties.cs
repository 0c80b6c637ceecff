namespace Rerun.Catalog;

/// <summary>A full-text index.</summary>
/// <param name="StorePosition">Whether the positions of words are kept.</param>
/// <param name="BaseTokenizer">What splits text into words: <c>simple</c>, <c>whitespace</c>, <c>raw</c> or <c>ngram</c>.</param>
public sealed record FullTextIndexProperties(bool StorePosition = false, string BaseTokenizer = "simple") : IndexProperties;
