using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Text;

/// <summary>A place between braces in a format: <c>{}</c>, <c>{1}</c>, <c>{:08.3f}</c>, <c>{0:&gt;10}</c>, <c>{:,}</c>.</summary>
internal sealed partial class FormatPlace
{
    private const int MostWidth = 10_000;

    private readonly Match _match;

    private FormatPlace(Match match) => _match = match;

    /// <summary>How many characters the place has.</summary>
    public int Length => _match.Length;

    /// <summary>The number of the value, from 0; null for the next one.</summary>
    public int? Value => Number("value");

    /// <summary>The place that begins here; null if there is none, and the brace stands for itself.</summary>
    public static FormatPlace? At(string format, int start) => Places().Match(format, start) is { Success: true } match && match.Index == start ? new FormatPlace(match) : null;

    /// <summary>A value as the place wants it.</summary>
    public string Fill(string value)
    {
        bool isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        string text = Text(value, isNumber);
        int width = Number("width") ?? 0;
        if (width > MostWidth || Number("precision") > MostWidth)
        {
            throw new RerunException($"'{_match.Value}' is no place for a value.", RerunErrorCode.InvalidArgument);
        }

        char align = _match.Groups["align"] is { Success: true, Value: var given } ? given[^1] : isNumber ? '>' : '<';
        char fill = _match.Groups["align"] is { Success: true, Value.Length: > 1 } ? _match.Groups["align"].Value[0] : ' ';
        int missing = width - text.Length;
        if (missing <= 0)
        {
            return text;
        }

        if (_match.Groups["zero"].Success && isNumber && !_match.Groups["align"].Success)
        {
            int sign = text[0] is '-' or '+' or ' ' ? 1 : 0;
            return text[..sign] + new string('0', missing) + text[sign..];
        }

        return align switch
        {
            '>' => new string(fill, missing) + text,
            '^' => new string(fill, missing / 2) + text + new string(fill, missing - (missing / 2)),
            _ => text + new string(fill, missing),
        };
    }

    private string Text(string value, bool isNumber)
    {
        string kind = _match.Groups["kind"].Value;
        string digits = _match.Groups["comma"].Success ? "," : "";
        string sign = _match.Groups["sign"] is { Success: true, Value: not "-" } plus && isNumber && !value.StartsWith('-') ? plus.Value : "";
        int? precision = Number("precision");
        string prefix = _match.Groups["prefix"].Success ? "#" : "";
        return kind switch
        {
            "s" or "" when !isNumber => precision is { } most && most < value.Length ? value[..most] : value,
            "" when precision is not null => sign + TextFormat.Piece('g', "", precision, value),
            "" => sign + (digits.Length > 0 ? Grouped(value) : value),
            "s" => value,
            "b" or "B" => sign + (prefix.Length > 0 ? "0" + kind : "") + Binary(value),
            "%" => TextFormat.Piece('f', digits, precision, (TextFormat.Real(value) * 100).ToString("R", CultureInfo.InvariantCulture)) + "%",
            _ => sign + TextFormat.Piece(kind[0], digits + prefix, precision, value),
        };
    }

    private static string Binary(string value)
    {
        Int128 number = TextFormat.Whole(value);
        return (number < 0 ? "-" : "") + Int128.Abs(number).ToString("b", CultureInfo.InvariantCulture);
    }

    private static string Grouped(string value)
    {
        int end = value.AsSpan().IndexOfAny('.', 'e', 'E');
        string whole = end < 0 ? value : value[..end];
        var text = new StringBuilder(whole);
        for (int i = whole.Length - 3; i > 0 && char.IsAsciiDigit(whole[i - 1]); i -= 3)
        {
            text.Insert(i, ',');
        }

        return text.Append(value, whole.Length, value.Length - whole.Length).ToString();
    }

    private int? Number(string group) => _match.Groups[group] is { Success: true, Length: > 0 } digits ? digits.Length <= 6 ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue : null;

    [GeneratedRegex(@"\{(?<value>\d*)(:(?<align>[^{}]?[<>^])?(?<sign>[-+ ])?(?<prefix>\#)?(?<zero>0)?(?<width>\d+)?(?<comma>,)?(\.(?<precision>\d+))?(?<kind>[bBcdeEfFgGosxX%])?)?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Places();
}
