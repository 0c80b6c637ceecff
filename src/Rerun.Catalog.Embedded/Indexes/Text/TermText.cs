using System.Text;

namespace Rerun.Catalog.Embedded.Indexes.Text;

/// <summary>
/// Terms as the database's own tokenizer (<c>ascii</c>) reads them: parted by spaces. It would split a term at ASCII characters other than letters and digits, so these
/// are written as characters that it leaves alone. The number of the index stands before each term, so that one table holds the terms of all indexes.
/// </summary>
internal static class TermText
{
    // Private use characters that stand for ASCII; those that occur themselves are marked by the escape.
    private const int Base = 0xE000;
    private const char Escape = (char)(Base + 0x80);
    private const char EndOfNumber = (char)(Base + 0x81);

    /// <summary>One term of an index.</summary>
    public static string Of(string term, long index)
    {
        var text = new StringBuilder(term.Length + 8);
        Append(text.Append(index).Append(EndOfNumber), term);
        return text.ToString();
    }

    /// <summary>Several terms of an index in their order.</summary>
    /// <returns>How many there were.</returns>
    public static int Append(StringBuilder text, IEnumerable<string> terms, long index)
    {
        var count = 0;
        foreach (var term in terms)
        {
            Append(text.Append(index).Append(EndOfNumber), term);
            text.Append(' ');
            count++;
        }

        return count;
    }

    private static void Append(StringBuilder text, string term)
    {
        foreach (var letter in term)
        {
            if (char.IsAscii(letter))
            {
                text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : (char)(Base + letter));
            }
            else
            {
                if (letter is >= (char)Base and <= EndOfNumber)
                {
                    text.Append(Escape);
                }

                text.Append(letter);
            }
        }
    }
}
