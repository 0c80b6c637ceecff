using System.Text;

namespace Rerun.Data.Diagnostics;

/// <summary>Prepares SQL text for traces: literals become <c>?</c>, so that no value of a query leaves the process with its trace.</summary>
internal static class QueryTextMask
{
    /// <summary>The text without literals and comments.</summary>
    public static string Mask(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i];
            if (letter == '\'')
            {
                i = EndOfQuoted(text, i);
                masked.Append('?');
            }
            else if (letter == '"')
            {
                var end = EndOfQuoted(text, i);
                masked.Append(text, i, end - i);
                i = end;
            }
            else if (letter == '-' && text.AsSpan(i).StartsWith("--"))
            {
                i = text.IndexOf('\n', i) is var end and >= 0 ? end : text.Length;
            }
            else if (letter == '/' && text.AsSpan(i).StartsWith("/*"))
            {
                i = text.IndexOf("*/", i + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length;
            }
            else if (char.IsLetter(letter) || letter is '_' or '@' or '$' or ':')
            {
                var start = i++;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                {
                    i++;
                }

                masked.Append(text, start, i - start);
            }
            else if (char.IsAsciiDigit(letter))
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '.' or '_'))
                {
                    i++;
                }

                masked.Append('?');
            }
            else
            {
                masked.Append(letter);
                i++;
            }
        }

        return masked.ToString();
    }

    /// <summary>The operation that a text begins with, for example <c>SELECT</c>.</summary>
    public static string OperationOf(string text)
    {
        var start = text.AsSpan().TrimStart();
        var length = 0;
        while (length < start.Length && char.IsAsciiLetter(start[length]))
        {
            length++;
        }

        return length == 0 ? "QUERY" : start[..length].ToString().ToUpperInvariant();
    }

    // Behind the closing quote; a doubled quote does not close.
    public static int EndOfQuoted(string text, int start)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                if (i + 1 == text.Length || text[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
        }

        return text.Length;
    }
}
