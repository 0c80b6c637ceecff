using System.Collections.Frozen;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>
/// Makes terms of texts, the same way for what is indexed and what is searched: a tokenizer splits; over-long parts are dropped; then lower case, the
/// stem, no stop words, plain ASCII.
/// </summary>
internal sealed class TextAnalyzer
{
    // The official server says that it drops what is longer than 40; it drops 40 too, which its scores show.
    private const int LongestTerm = 39;

    private static readonly FrozenSet<string> StopWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or", "such", "that", "the",
        "their", "then", "there", "these", "they", "this", "to", "was", "will", "with");

    private readonly Func<string, IEnumerable<string>> _split;

    private TextAnalyzer(Func<string, IEnumerable<string>> split) => _split = split;

    /// <summary>The analyzer with a base tokenizer.</summary>
    /// <exception cref="RerunException">There is no such tokenizer.</exception>
    public static TextAnalyzer Of(string baseTokenizer) => new(Tokenizer.Of(baseTokenizer));

    /// <summary>The terms of a text in their order, repeated as they repeat.</summary>
    public IEnumerable<string> Terms(string text)
    {
        foreach (var part in _split(text))
        {
            if (part.Length is 0 or > LongestTerm)
            {
                continue;
            }

            var stem = EnglishStemmer.Stem(part.ToLowerInvariant());
            if (!StopWords.Contains(stem))
            {
                yield return AsciiFolding.Fold(stem);
            }
        }
    }
}
