namespace Rerun.Data.Diagnostics;

/// <summary>What a text does, in few words: its operation and the names it works on, as <c>SELECT drives.log_time</c>.</summary>
internal static class QueryTextSummary
{
    private const int Longest = 255;

    private static readonly HashSet<string> BeforeNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "FROM", "JOIN", "INTO", "OVERWRITE", "TABLE", "DATASET", "VIEW", "CALL", "DESCRIBE",
    };

    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "VALUES", "LATERAL", "UNNEST", "IF", "NOT", "EXISTS", "TABLE", "DATASET", "VIEW", "OVERWRITE", "EXTERNAL", "TEMP", "TEMPORARY",
    };

    /// <summary>The operation and its names, each once, in order.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="masked">The text without literals and comments.</param>
    /// <param name="only">The one name, where there is just one; else null.</param>
    public static string Of(string operation, string masked, out string? only)
    {
        var names = new List<string>();
        for (var i = 0; i < masked.Length;)
        {
            var token = Token(masked, ref i);
            if (BeforeNames.Contains(token.ToString()) && NameAt(masked, i) is { } name && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        only = names.Count == 1 ? names[0] : null;
        var summary = names.Count == 0 ? operation : $"{operation} {string.Join(' ', names)}";
        return summary.Length <= Longest ? summary : summary[..Longest];
    }

    private static string? NameAt(string text, int position)
    {
        var token = Token(text, ref position);
        while (NoNames.Contains(token.ToString()))
        {
            if (token.Equals("SELECT", StringComparison.OrdinalIgnoreCase) || token.Equals("VALUES", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            token = Token(text, ref position);
        }

        if (!IsName(token))
        {
            return null;
        }

        var name = token.ToString();
        for (var ahead = position; Token(text, ref ahead) is "." && Token(text, ref ahead) is var part && IsName(part); position = ahead)
        {
            name += $".{part}";
        }

        return name;
    }

    private static bool IsName(ReadOnlySpan<char> token) => token.Length > 0 && (char.IsLetter(token[0]) || token[0] is '_' or '"');

    // The next word, quoted name or sign; nothing at the end.
    private static ReadOnlySpan<char> Token(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        var start = position;
        if (position == text.Length)
        {
            return [];
        }

        if (text[position] == '"')
        {
            position = QueryTextMask.EndOfQuoted(text, position);
        }
        else
        {
            position++;
            while (IsWord(text[start]) && position < text.Length && IsWord(text[position]))
            {
                position++;
            }
        }

        return text.AsSpan(start, position - start);
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '@' or '$';
}
