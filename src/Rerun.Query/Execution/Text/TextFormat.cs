using System.Globalization;
using System.Text;
using Rerun.Catalog;
using Rerun.Query.Sql.Printing;

namespace Rerun.Query.Execution.Text;

/// <summary>Fills values into texts.</summary>
internal static class TextFormat
{
    // Wide enough for any table, too narrow to fill memory.
    private const int MostWidth = 10_000;

    /// <summary><c>%s</c> a value, <c>%I</c> a name, <c>%L</c> a literal, <c>%2$s</c> the second value, <c>{}</c>, <c>{0}</c> and <c>{:04d}</c> a value, <c>%%</c> a percent sign; null if braces stand for a null.</summary>
    public static string? Format(string format, IReadOnlyList<string?> values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '{' && FormatPlace.At(format, i) is { } braces)
            {
                if (At(values, braces.Value ?? next++) is not { } filled)
                {
                    return null;
                }

                text.Append(braces.Fill(filled));
                i += braces.Length - 1;
            }
            else if (format[i] == '%' && i + 1 < format.Length)
            {
                i++;
                var digits = i;
                while (i < format.Length && char.IsAsciiDigit(format[i]))
                {
                    i++;
                }

                var place = -1;
                if (i > digits && i + 1 < format.Length && format[i] == '$')
                {
                    place = Number(format.AsSpan(digits, i - digits)) - 1;
                    i++;
                }
                else
                {
                    i = digits;
                }

                var isLeft = format[i] == '-';
                i += isLeft ? 1 : 0;
                var width = 0;
                if (i + 1 < format.Length && format[i] == '*')
                {
                    width = WidthOf(At(values, next++));
                    i++;
                }
                else
                {
                    digits = i;
                    while (i + 1 < format.Length && char.IsAsciiDigit(format[i]))
                    {
                        i++;
                    }

                    width = i > digits ? Number(format.AsSpan(digits, i - digits)) : 0;
                }

                var filled = i >= format.Length ? throw new RerunException("format() ends in the middle of a part that begins with %.", RerunErrorCode.InvalidArgument) : format[i] switch
                {
                    '%' => "%",
                    's' => At(values, place < 0 ? next++ : place),
                    'I' => SqlPrinter.Identifier(At(values, place < 0 ? next++ : place) ?? ""),
                    'L' => At(values, place < 0 ? next++ : place) is { } value ? SqlPrinter.Literal(value) : "NULL",
                    _ => throw new RerunException($"format() knows %s, %I, %L and %%, not %{format[i]}.", RerunErrorCode.InvalidArgument),
                } ?? "";
                text.Append(isLeft || width < 0 ? filled.PadRight(Bounded(width)) : filled.PadLeft(Bounded(width)));
            }
            else
            {
                text.Append(format[i]);
            }
        }

        return text.ToString();
    }

    private static int WidthOf(string? value) => value is null ? 0
        : int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var width) ? width
        : throw new RerunException($"The width in format() is a whole number, not '{value}'.", RerunErrorCode.InvalidArgument);

    private static int Bounded(int width) => width is >= -MostWidth and <= MostWidth ? Math.Abs(width)
        : throw new RerunException($"A part of format() is at most {MostWidth} wide.", RerunErrorCode.InvalidArgument);

    /// <summary>As the C function of this name: <c>%d %5.2f %s %x %%</c>; null if a null is to be printed.</summary>
    public static string? Print(string format, IReadOnlyList<string?> values)
    {
        var text = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            var start = i;
            while (i < format.Length && format[i] is '-' or '+' or ' ' or '0' or '#' or ',')
            {
                i++;
            }

            var flags = format[start..i];
            var width = 0;
            if (i < format.Length && format[i] == '*')
            {
                i++;
                var given = Whole(At(values, next++) ?? "0");
                width = (int)Int128.Min(Int128.Abs(given), MostWidth + 1);
                flags += given < 0 ? "-" : "";
            }
            else
            {
                width = ReadNumber(format, ref i) ?? 0;
            }

            int? precision = null;
            if (i < format.Length && format[i] == '.')
            {
                i++;
                precision = ReadNumber(format, ref i) ?? 0;
            }

            // How long a number is in C does not matter.
            while (i < format.Length && format[i] is 'h' or 'l' or 'j' or 'z' or 't' or 'L' or 'q')
            {
                i++;
            }

            if (i == format.Length || width > MostWidth || precision > MostWidth)
            {
                throw new RerunException($"'%{format[start..]}' is no place for a value.", RerunErrorCode.InvalidArgument);
            }

            var value = format[i] == '%' ? "" : At(values, next++);
            if (value is null)
            {
                return null;
            }

            var piece = format[i] == '%' ? "%" : Piece(format[i], flags, precision, value);
            text.Append(flags.Contains('-', StringComparison.Ordinal) ? piece.PadRight(width)
                : flags.Contains('0', StringComparison.Ordinal) && format[i] != 's' && piece.StartsWith('-') ? "-" + piece[1..].PadLeft(width - 1, '0')
                : piece.PadLeft(width, flags.Contains('0', StringComparison.Ordinal) && format[i] != 's' ? '0' : ' '));
        }

        return text.ToString();
    }

    /// <summary>One value: the letter says how.</summary>
    public static string Piece(char kind, string flags, int? precision, string value)
    {
        var sign = flags.Contains('+', StringComparison.Ordinal) && !value.StartsWith('-') && kind != 's' ? "+" : "";
        var hasPrefix = flags.Contains('#', StringComparison.Ordinal);
        var grouping = flags.Contains(',', StringComparison.Ordinal) ? "N" : "F";
        return kind switch
        {
            's' => precision is { } most && most < value.Length ? value[..most] : value,
            'd' or 'i' => sign + Whole(value).ToString(grouping == "N" ? "N0" : "D", CultureInfo.InvariantCulture),
            'x' => (hasPrefix ? "0x" : "") + Whole(value).ToString("x", CultureInfo.InvariantCulture),
            'X' => (hasPrefix ? "0X" : "") + Whole(value).ToString("X", CultureInfo.InvariantCulture),
            'o' => (hasPrefix ? "0" : "") + Convert.ToString((long)Whole(value), 8),
            'f' or 'F' => sign + Real(value).ToString(grouping + (precision ?? 6).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            'e' or 'E' => sign + Real(value).ToString($"{(precision is 0 ? "0" : "0." + new string('0', precision ?? 6))}{kind}+00", CultureInfo.InvariantCulture),
            'g' or 'G' => sign + Real(value).ToString(kind + (precision ?? 6).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),

            // A number is a character's code, as in C; one digit is itself.
            'c' => value.Length > 1 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Rune.TryCreate(code, out var rune) ? rune.ToString()
                : value.Length > 0 ? value[..1] : "",
            _ => throw new RerunException($"printf() knows %d, %f, %e, %g, %s, %c, %x, %o and %%, not %{kind}.", RerunErrorCode.InvalidArgument),
        };
    }

    /// <summary>The whole number that a text is; truths are 1 and 0.</summary>
    public static Int128 Whole(string value) => value is "true" ? Int128.One : value is "false" ? Int128.Zero : Int128.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new RerunException($"'{value}' is no whole number, which %d needs.", RerunErrorCode.InvalidArgument);

    /// <summary>The number that a text is.</summary>
    public static double Real(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new RerunException($"'{value}' is no number, which %f needs.", RerunErrorCode.InvalidArgument);

    private static int? ReadNumber(string format, ref int i)
    {
        var start = i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
        {
            i++;
        }

        return i == start ? null : Number(format.AsSpan(start, i - start));
    }

    private static int Number(ReadOnlySpan<char> digits) => digits.Length <= 6 ? int.Parse(digits, CultureInfo.InvariantCulture) : int.MaxValue;

    private static string? At(IReadOnlyList<string?> values, int place) => place < values.Count
        ? values[place]
        : throw new RerunException($"The format asks for value {place + 1}, of {values.Count}.", RerunErrorCode.InvalidArgument);
}
