using System.Globalization;
using System.Text;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>What splits a text into the parts that become terms.</summary>
internal static class Tokenizer
{
    private const int GramLength = 3;

    private static readonly Dictionary<string, Func<string, IEnumerable<string>>> ByName = new(StringComparer.Ordinal)
    {
        ["simple"] = text => Runs(text, IsWordPart),
        ["whitespace"] = text => Runs(text, static rune => !Rune.IsWhiteSpace(rune)),
        ["raw"] = text => [text],
        ["ngram"] = Grams,
    };

    /// <summary>The tokenizer of a name.</summary>
    /// <exception cref="RerunException">There is no such tokenizer.</exception>
    public static Func<string, IEnumerable<string>> Of(string name) =>
        ByName.TryGetValue(name, out var tokenizer)
            ? tokenizer
            : throw new RerunException(
                $"Unknown tokenizer '{name}'; expected one of {string.Join(", ", ByName.Keys)}.", RerunErrorCode.InvalidArgument);

    private static bool IsWordPart(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static IEnumerable<string> Runs(string text, Func<Rune, bool> isPart)
    {
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (isPart(rune))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return text[start..i];
                start = -1;
            }

            i += length;
        }

        if (start >= 0)
        {
            yield return text[start..];
        }
    }

    private static IEnumerable<string> Grams(string text)
    {
        var starts = new Queue<int>(GramLength);
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out _, out var length);
            starts.Enqueue(i);
            i += length;
            if (starts.Count == GramLength)
            {
                yield return text[starts.Dequeue()..i];
            }
        }
    }
}
