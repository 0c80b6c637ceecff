using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Text;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>LIKE and regular expressions.</summary>
internal static class RegexFunctions
{
    private const int MostKept = 256;
    private static readonly ConcurrentDictionary<(string Pattern, RegexFlags Flags), Regex> Compiled = new();

    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Like("like|~~", "Whether the text matches a pattern: % is any text, _ one character; case matters.", "'drive-001' LIKE 'drive-%' → true", false, false),
        Like("not like|not_like|!~~", "Whether the text does not match a LIKE pattern.", "'a' NOT LIKE 'b%' → true", false, true),
        Like("ilike|~~*", "LIKE that ignores case.", "'ABC' ILIKE 'a%' → true", true, false),
        Like("not ilike|not_ilike|!~~*", "Whether the text does not match an ILIKE pattern.", "'ABC' NOT ILIKE 'a%' → false", true, true),
        Match("~|regexp_matches|regexp_like", "Whether a part of the text matches a regular expression, with flag i whatever the case; of one integer, its bits inverted.", "regexp_matches('abc', 'b.') → true", false, false, MathFunctions.Inverse(), RegexSearches.WithFlags()),
        Match("~*", "Whether a part of the text matches a regular expression, whatever the case.", "'ABC' ~* 'b' → true", true, false),
        Match("!~", "Whether no part of the text matches a regular expression.", "'abc' !~ 'x' → true", false, true),
        Match("!~*", "Whether no part of the text matches a regular expression, whatever the case.", "'ABC' !~* 'b' → false", true, true),
        Declare.Scalar(FunctionFamily.Text, "regexp_replace", "(text, pattern, replacement [, start [, n]] [, flags])", "The text with the first match replaced, with flag g all, from a place on the n-th match, or with 0 all; flag i ignores case; \\1 is a group, \\& the match.", ["regexp_replace('aab', 'a', 'x', 'g') → xxb"],
            [
                ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, (a, n, _) => Replace(a, n), canFail: true),
                ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, (a, n, _) => Replace(a, n), canFail: true),
                .. RegexPlaces.Replacements(),
            ]),
        Declare.Scalar(FunctionFamily.Text, "regexp_extract", "(text, pattern [, group])", "The first match, or a group of it; empty if there is none.", ["regexp_extract('abc12', '[0-9]+') → 12"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, (a, n, _) => Extract(a, n), canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, (a, n, _) => Extract(a, n), canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.BigInt, SqlTypes.Text], SqlTypes.Text, RegexSearches.ExtractWithFlags, canFail: true)),
    ];

    private static ScalarFunction Like(string names, string summary, string example, bool ignoreCase, bool negate) => Declare.Scalar(
        FunctionFamily.Text, names, "(text, pattern [, escape])", summary, [example],
        ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Boolean, (a, n, _) => Like(a, n, ignoreCase, negate), canFail: true),
        ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.Text], SqlTypes.Boolean, (a, n, _) => Like(a, n, ignoreCase, negate), canFail: true));

    private static ColumnVector Like(ReadOnlySpan<ColumnVector> arguments, int length, bool ignoreCase, bool negate)
    {
        var texts = new TextView(arguments[0]);
        var patterns = new TextView(arguments[1]);
        var escapes = arguments.Length > 2 ? new TextView(arguments[2]) : default;
        var validity = Validity.Intersect(arguments, length);
        var isConstant = arguments[1].IsConstant && (arguments.Length < 3 || arguments[2].IsConstant);
        LikePattern? pattern = null;
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                continue;
            }

            if (pattern is null || !isConstant)
            {
                pattern = LikePattern.Compile(patterns[row], arguments.Length > 2 ? EscapeOf(escapes[row]) : new Rune('\\'), ignoreCase);
            }

            BitUtility.SetBit(bits, row, pattern.IsMatch(texts[row]) != negate);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
    }

    private static Rune? EscapeOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        Rune.DecodeFromUtf8(text, out var rune, out var length);
        return length == text.Length ? rune : throw new RerunException("The escape of LIKE is one character.", RerunErrorCode.InvalidArgument);
    }

    private static ScalarFunction Match(string names, string summary, string example, bool ignoreCase, bool negate, params ScalarOverload[] others) => Declare.Scalar(
        FunctionFamily.Text, names, "(text, pattern [, flags])", summary, [example],
        [ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Boolean, (a, n, _) => IsMatch(a, n, ignoreCase, negate), canFail: true), .. others]);

    private static ColumnVector IsMatch(ReadOnlySpan<ColumnVector> arguments, int length, bool ignoreCase, bool negate)
    {
        var texts = new TextView(arguments[0]);
        var patterns = new TextView(arguments[1]);
        var validity = Validity.Intersect(arguments, length);
        Regex? regex = null;
        var bits = NewArrays.Bitmap(length);
        var chars = Array.Empty<char>();
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                continue;
            }

            if (regex is null || !arguments[1].IsConstant)
            {
                regex = Of(patterns[row], ignoreCase);
            }

            var text = texts[row];
            if (chars.Length < text.Length)
            {
                chars = new char[text.Length * 2];
            }

            BitUtility.SetBit(bits, row, regex.IsMatch(chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars))) != negate);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, validity, length));
    }

    private static ColumnVector Replace(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var texts = new TextView(arguments[0]);
        var patterns = new TextView(arguments[1]);
        var replacements = new TextView(arguments[2]);
        var flags = arguments.Length > 3 ? new TextView(arguments[3]) : default;
        var validity = Validity.Intersect(arguments, length);
        var builder = new TextBuilder(length);
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                builder.AppendNull();
                continue;
            }

            var flag = arguments.Length > 3 ? Encoding.UTF8.GetString(flags[row]) : "";
            var regex = Of(Encoding.UTF8.GetString(patterns[row]), RegexSyntax.FlagsOf(flag));
            builder.Append(regex.Replace(Encoding.UTF8.GetString(texts[row]), ReplacementOf(replacements[row]), flag.Contains('g', StringComparison.Ordinal) ? -1 : 1));
        }

        return ColumnVector.Flat(builder.Build(SqlTypes.Text));
    }

    // SQL writes \1 where .NET writes $1, and a dollar means itself.
    internal static string ReplacementOf(ReadOnlySpan<byte> text)
    {
        var result = new StringBuilder();
        var source = Encoding.UTF8.GetString(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 1 < source.Length)
            {
                i++;
                _ = char.IsAsciiDigit(source[i]) ? result.Append("${").Append(source[i]).Append('}')
                    : source[i] == '&' ? result.Append("$&")
                    : source[i] == '$' ? result.Append("$$")
                    : result.Append(source[i]);
            }
            else
            {
                _ = source[i] == '$' ? result.Append("$$") : result.Append(source[i]);
            }
        }

        return result.ToString();
    }

    private static ColumnVector Extract(ReadOnlySpan<ColumnVector> arguments, int length)
    {
        var texts = new TextView(arguments[0]);
        var patterns = new TextView(arguments[1]);
        var groups = arguments.Length > 2 ? new FixedView<long>(arguments[2]) : default;
        var validity = Validity.Intersect(arguments, length);
        var builder = new TextBuilder(length);
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                builder.AppendNull();
                continue;
            }

            var match = Of(patterns[row], false).Match(Encoding.UTF8.GetString(texts[row]));
            var group = arguments.Length > 2 ? groups[row] : 0;
            builder.Append(match.Success && group is >= 0 and < 100 ? match.Groups[(int)group].Value : "");
        }

        return ColumnVector.Flat(builder.Build(SqlTypes.Text));
    }

    /// <summary>The error of a pattern that has to be tried in too many ways.</summary>
    public static RerunException TooSlow(RegexMatchTimeoutException error) => new(
        $"The regular expression '{Written(error.Pattern)}' takes too long: with look-around or references back, repetitions inside repetitions are tried in all combinations.",
        RerunErrorCode.InvalidArgument,
        error);

    private static string Written(string pattern) => Compiled.FirstOrDefault(known => known.Value.ToString() == pattern).Key.Item1 ?? pattern;

    /// <summary>The compiled form of a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether case does not matter.</param>
    public static Regex Of(ReadOnlySpan<byte> pattern, bool ignoreCase) => Of(Encoding.UTF8.GetString(pattern), ignoreCase);

    /// <summary>The compiled form of a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether case does not matter.</param>
    public static Regex Of(string pattern, bool ignoreCase) => Of(pattern, ignoreCase ? RegexFlags.IgnoreCase : RegexFlags.None);

    /// <summary>The compiled form of a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="flags">How it is read.</param>
    public static Regex Of(string pattern, RegexFlags flags)
    {
        var key = (pattern, flags);
        if (Compiled.TryGetValue(key, out var regex))
        {
            return regex;
        }

        if (Compiled.Count >= MostKept)
        {
            Compiled.Clear();
        }

        var written = RegexSyntax.ToNet(pattern, flags);
        var options = RegexOptions.CultureInvariant | RegexSyntax.OptionsOf(flags);
        try
        {
            // Without backtracking no pattern can take more than linear time; patterns that need it get a limit instead.
            regex = new Regex(written, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            regex = new Regex(written, options, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException exception)
        {
            throw new RerunException($"'{pattern}' is not a regular expression: {exception.Message}", RerunErrorCode.InvalidArgument, exception);
        }

        Compiled[key] = regex;
        return regex;
    }
}
