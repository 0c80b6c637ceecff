using System.Text;
using System.Text.RegularExpressions;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Text;

/// <summary>Writes regular expressions as .NET reads them where SQL means something else by the same characters.</summary>
internal static class RegexSyntax
{
    private static readonly Dictionary<string, string> Classes = new()
    {
        ["alnum"] = "A-Za-z0-9",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7f",
        ["blank"] = @" \t",
        ["cntrl"] = @"\x00-\x1f\x7f",
        ["digit"] = "0-9",
        ["graph"] = @"\x21-\x7e",
        ["lower"] = "a-z",
        ["print"] = @"\x20-\x7e",
        ["punct"] = @"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
        ["space"] = @"\x09-\x0d\x20",
        ["upper"] = "A-Z",
        ["word"] = "A-Za-z0-9_",
        ["xdigit"] = "A-Fa-f0-9",
    };

    /// <summary>The pattern for .NET: <c>[:alpha:]</c> and its like become ranges, <c>$</c> only the end of the text, brackets inside brackets plain characters.</summary>
    /// <exception cref="RerunException">A class has an unknown name.</exception>
    public static string ToNet(string pattern, RegexFlags flags)
    {
        if ((flags & RegexFlags.Literal) != 0)
        {
            return Regex.Escape(pattern);
        }

        if (pattern.AsSpan().IndexOfAny('[', '$', '\\') < 0)
        {
            return pattern;
        }

        var result = new StringBuilder(pattern.Length + 16);
        for (int i = 0; i < pattern.Length;)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    _ = pattern[i + 1] switch
                    {
                        // PostgreSQL's ends of words and of the text.
                        'y' => result.Append(@"\b"),
                        'Y' => result.Append(@"\B"),
                        'm' => result.Append(@"\b(?=\w)"),
                        'M' => result.Append(@"\b(?<=\w)"),
                        'Z' => result.Append(@"\z"),
                        _ => result.Append(pattern, i, 2),
                    };
                    i += 2;
                    break;
                case '$':
                    result.Append((flags & RegexFlags.Lines) != 0 ? "$" : @"\z");
                    i++;
                    break;
                case '[':
                    i = AppendBrackets(pattern, i, result);
                    break;
                default:
                    result.Append(pattern[i++]);
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>The options of .NET that flags mean.</summary>
    public static RegexOptions OptionsOf(RegexFlags flags) =>
        ((flags & RegexFlags.IgnoreCase) != 0 ? RegexOptions.IgnoreCase : RegexOptions.None)
        | ((flags & RegexFlags.DotIsAny) != 0 ? RegexOptions.Singleline : RegexOptions.None)
        | ((flags & RegexFlags.Lines) != 0 ? RegexOptions.Multiline : RegexOptions.None)
        | ((flags & (RegexFlags.Expanded | RegexFlags.Literal)) == RegexFlags.Expanded ? RegexOptions.IgnorePatternWhitespace : RegexOptions.None);

    /// <summary>The flags that letters mean.</summary>
    /// <exception cref="RerunException">A letter means none.</exception>
    public static RegexFlags FlagsOf(string letters)
    {
        var flags = RegexFlags.None;
        foreach (char letter in letters)
        {
            flags = letter switch
            {
                'i' => flags | RegexFlags.IgnoreCase,
                'c' => flags & ~RegexFlags.IgnoreCase,
                's' => (flags | RegexFlags.DotIsAny) & ~RegexFlags.Lines,
                'n' or 'm' => (flags | RegexFlags.Lines) & ~RegexFlags.DotIsAny,
                'p' => flags & ~(RegexFlags.DotIsAny | RegexFlags.Lines),
                'w' => flags | RegexFlags.DotIsAny | RegexFlags.Lines,
                'x' => flags | RegexFlags.Expanded,
                'q' or 'l' => flags | RegexFlags.Literal,
                'g' or ' ' or '\t' => flags,
                _ => throw new RerunException(
                    $"There is no flag '{letter}'; there are i (case does not matter), c, g (all matches), s (a point is a line break too), n (^ and $ are ends of lines), p, w, x and l (the text itself).",
                    RerunErrorCode.InvalidArgument),
            };
        }

        return flags;
    }

    private static int AppendBrackets(string pattern, int start, StringBuilder result)
    {
        int i = start + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            i++;
        }

        result.Append(pattern, start, i - start);

        // The first closing bracket stands for itself.
        for (int first = i; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && i > first)
            {
                result.Append(']');
                return i + 1;
            }

            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                result.Append(pattern, i++, 2);
            }
            else if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':' && pattern.IndexOf(":]", i + 2, StringComparison.Ordinal) is >= 0 and var end)
            {
                result.Append(ClassOf(pattern[(i + 2)..end], pattern));
                i = end + 1;
            }
            else
            {
                _ = pattern[i] is '[' or ']' ? result.Append('\\').Append(pattern[i]) : result.Append(pattern[i]);
            }
        }

        return i;
    }

    private static string ClassOf(string name, string pattern) => Classes.TryGetValue(name, out string? ranges)
        ? ranges
        : throw new RerunException($"'{pattern}' is not a regular expression: there is no class [:{name}:].", RerunErrorCode.InvalidArgument);
}
