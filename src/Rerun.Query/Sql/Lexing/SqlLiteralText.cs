using System.Globalization;
using System.Text;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql.Lexing;

/// <summary>The values of literal tokens.</summary>
internal static class SqlLiteralText
{
    /// <summary>The text of a string token, without its quotes and escapes.</summary>
    public static string String(string sql, SqlToken token)
    {
        ReadOnlySpan<char> text = sql.AsSpan(token.Start, token.Length);
        switch (token.Kind)
        {
            case SqlTokenKind.DollarString:
                int mark = text[1..].IndexOf('$') + 2;
                return text[mark..^mark].ToString();
            case SqlTokenKind.EscapeString:
                return Escaped(sql, token);
            default:
                // The prefix N, if any, ends at the first quote.
                return Unquoted(text[(text.IndexOf('\'') + 1)..^1], '\'');
        }
    }

    /// <summary>The name in a word or quoted name token.</summary>
    public static string Name(string sql, SqlToken token)
    {
        ReadOnlySpan<char> text = sql.AsSpan(token.Start, token.Length);
        return token.Kind == SqlTokenKind.QuotedName ? Unquoted(text[1..^1], '"') : text.ToString();
    }

    /// <summary>The value of an integer token, or null beyond <see cref="ulong.MaxValue"/>.</summary>
    public static Int128? Integer(ReadOnlySpan<char> text)
    {
        int radix = text is ['0', 'x' or 'X', ..] ? 16 : text is ['0', 'o' or 'O', ..] ? 8 : text is ['0', 'b' or 'B', ..] ? 2 : 10;
        Int128 value = 0;
        foreach (char c in radix == 10 ? text : text[2..])
        {
            if (c == '_')
            {
                continue;
            }

            value = (value * radix) + (char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
            if (value > ulong.MaxValue)
            {
                return null;
            }
        }

        return value;
    }

    /// <summary>The value of a number as a double; infinite when it is too large for one.</summary>
    public static double Double(ReadOnlySpan<char> text)
    {
        string digits = text.Contains('_') ? text.ToString().Replace("_", "", StringComparison.Ordinal) : text.ToString();
        return double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static string Unquoted(ReadOnlySpan<char> text, char quote)
    {
        string value = text.ToString();
        return text.Contains(quote) ? value.Replace(new string(quote, 2), new string(quote, 1), StringComparison.Ordinal) : value;
    }

    private static string Escaped(string sql, SqlToken token)
    {
        var value = new StringBuilder(token.Length);
        int end = token.End - 1;
        for (int i = token.Start + 2; i < end; i++)
        {
            char c = sql[i];
            if (c == '\'')
            {
                i++;
                value.Append(c);
            }
            else if (c != '\\')
            {
                value.Append(c);
            }
            else
            {
                i++;
                i += Escape(sql, i, end, value);
            }
        }

        return value.ToString();
    }

    /// <summary>
    /// Appends what the escape at <paramref name="position"/> (after the backslash) means; returns how many more characters it took.
    /// </summary>
    private static int Escape(string sql, int position, int end, StringBuilder value)
    {
        char c = sql[position];
        switch (c)
        {
            case 'n':
                value.Append('\n');
                return 0;
            case 't':
                value.Append('\t');
                return 0;
            case 'r':
                value.Append('\r');
                return 0;
            case 'b':
                value.Append('\b');
                return 0;
            case 'f':
                value.Append('\f');
                return 0;
            case >= '0' and <= '7':
                return Coded(sql, position, position, 3, 8, end, value) - 1;
            case 'x':
                return Coded(sql, position, position + 1, 2, 16, end, value);
            case 'u':
                return Coded(sql, position, position + 1, 4, 16, end, value, exact: true);
            case 'U':
                return Coded(sql, position, position + 1, 8, 16, end, value, exact: true);
            default:
                value.Append(c);
                return 0;
        }
    }

    private static int Coded(string sql, int escape, int start, int most, int radix, int end, StringBuilder value, bool exact = false)
    {
        int length = 0;
        long code = 0;
        while (length < most && start + length < end && char.IsAsciiHexDigit(sql[start + length]))
        {
            char c = sql[start + length];
            int digit = char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
            if (digit >= radix)
            {
                break;
            }

            code = (code * radix) + digit;
            length++;
        }

        if (length == 0 || (exact && length < most) || code > 0x10FFFF)
        {
            string digits = exact ? $"exactly {most}" : $"up to {most}";
            throw SqlErrors.Syntax(sql, new SourceSpan(escape - 1, 2), $"this escape needs {digits} digits of a character's code");
        }

        // A pair of surrogates may be written as two escapes.
        if (code is >= 0xD800 and <= 0xDFFF)
        {
            value.Append((char)code);
        }
        else
        {
            value.Append(char.ConvertFromUtf32((int)code));
        }

        return length;
    }
}
