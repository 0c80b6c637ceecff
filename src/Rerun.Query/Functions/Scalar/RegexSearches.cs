using System.Text;
using System.Text.RegularExpressions;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Text;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>More of regular expressions: counted, located, collected, split; and the patterns of SIMILAR TO and GLOB.</summary>
internal static class RegexSearches
{
    private static readonly IArrowType TextType = SqlTypes.Text;
    private static readonly IArrowType ListType = SqlTypes.ListOf(SqlTypes.Text);

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Text, "regexp_match", "(text, pattern [, flags])", "The groups of the first match as a list, or the match if there are none; NULL without a match.", ["regexp_match('foobar', '(o+)(b)') → ['oo', 'b']"],
            Overloads(ListType, 2, TextLists((a, row) => Groups(Find(a, row, 2).Match(Text(a[0], row)))))),
        Declare.Scalar(FunctionFamily.Text, "regexp_extract_all", "(text, pattern [, group])", "All matches, or a group of each, as a list.", ["regexp_extract_all('a1b22', '[0-9]+') → ['1', '22']"],
            ScalarOverload.Of([TextType, TextType], ListType, TextLists((a, row) => All(a, row, 0)), canFail: true),
            ScalarOverload.Of([TextType, TextType, SqlTypes.BigInt], ListType, TextLists((a, row) => All(a, row, Value<long>(a[2], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "regexp_full_match", "(text, pattern [, flags])", "Whether the whole text matches.", ["regexp_full_match('abc', 'b') → false"],
            Overloads(SqlTypes.Boolean, 2, Truths((a, row) => Whole(Text(a[1], row), FlagsOf(a, row, 2)).IsMatch(Text(a[0], row))))),
        Declare.Scalar(FunctionFamily.Text, "regexp_escape", "(text)", "A pattern that matches the text itself.", ["regexp_escape('a.b') → a\\.b"],
            ScalarOverload.Of([TextType], TextType, Texts((a, row) => Regex.Escape(Text(a[0], row))))),
        Declare.Scalar(FunctionFamily.Text, "regexp_split_to_array|string_split_regex|str_split_regex|regexp_split", "(text, pattern [, flags])", "The parts between matches as a list; an empty match parts two characters.", ["regexp_split_to_array('a1b2c', '[0-9]') → ['a', 'b', 'c']"],
            Overloads(ListType, 2, TextLists((a, row) => Split(Text(a[0], row), Find(a, row, 2))))),
        Declare.Scalar(FunctionFamily.Text, "similar_to|similar to", "(text, pattern [, escape])", "Whether the whole text matches a pattern of SQL: % and _ as in LIKE, and | * + ? {n} () [] as in regular expressions.", ["'abc' SIMILAR TO '(a|x)%' → true"],
            ScalarOverload.Of([TextType, TextType], SqlTypes.Boolean, Truths((a, row) => Whole(OfSimilar(Text(a[1], row), "\\"), false).IsMatch(Text(a[0], row))), canFail: true),
            ScalarOverload.Of([TextType, TextType, TextType], SqlTypes.Boolean, Truths((a, row) => Whole(OfSimilar(Text(a[1], row), Text(a[2], row)), false).IsMatch(Text(a[0], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "glob", "(text, pattern)", "Whether the whole text matches a pattern of a shell: * is any text, ? one character, [a-z] one of several.", ["'abc' GLOB 'a*' → true"],
            ScalarOverload.Of([TextType, TextType], SqlTypes.Boolean, Truths((a, row) => Whole(OfGlob(Text(a[1], row)), false).IsMatch(Text(a[0], row))), canFail: true)),
    ];

    /// <summary>Whether a part of the text matches, with flags.</summary>
    public static ScalarOverload WithFlags() => ScalarOverload.Of(
        [TextType, TextType, TextType], SqlTypes.Boolean, Truths((a, row) => Find(a, row, 2).IsMatch(Text(a[0], row))), canFail: true);

    /// <summary>The first match or a group of it, with flags; empty without a match.</summary>
    public static ColumnVector ExtractWithFlags(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context) => Texts((a, row) =>
        Find(a, row, 3).Match(Text(a[0], row)).Groups[(int)Math.Clamp(Value<long>(a[2], row), -1, 1_000)].Value)(arguments, length, context);

    /// <summary>The first match, or its first group; NULL without a match.</summary>
    public static ColumnVector Substring(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context) => Texts((a, row) =>
        Find(a, row, 2).Match(Text(a[0], row)) is { Success: true } match ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value : null)(arguments, length, context);

    private static ScalarOverload[] Overloads(IArrowType result, int patterns, Functions.ScalarKernel kernel) =>
    [
        ScalarOverload.Of([.. Enumerable.Repeat(TextType, patterns)], result, kernel, canFail: true),
        ScalarOverload.Of([.. Enumerable.Repeat(TextType, patterns + 1)], result, kernel, canFail: true),
    ];

    private static Regex Find(ReadOnlySpan<ColumnVector> arguments, int row, int flags) => RegexFunctions.Of(Text(arguments[1], row), FlagsOf(arguments, row, flags));

    private static RegexFlags FlagsOf(ReadOnlySpan<ColumnVector> arguments, int row, int place) =>
        arguments.Length > place ? RegexSyntax.FlagsOf(Text(arguments[place], row)) : RegexFlags.None;

    private static Regex Whole(string pattern, bool ignoreCase) => Whole(pattern, ignoreCase ? RegexFlags.IgnoreCase : RegexFlags.None);

    private static Regex Whole(string pattern, RegexFlags flags) =>
        RegexFunctions.Of($@"\A(?:{((flags & RegexFlags.Literal) != 0 ? Regex.Escape(pattern) : pattern)})\z", flags & ~(RegexFlags.Literal | RegexFlags.Lines));

    private static string?[]? Groups(Match match) => !match.Success ? null
        : match.Groups.Count == 1 ? [match.Value]
        : [.. match.Groups.Values.Skip(1).Select(group => group.Success ? group.Value : null)];

    private static string[] All(ReadOnlySpan<ColumnVector> arguments, int row, long group) =>
        [.. Find(arguments, row, 3).Matches(Text(arguments[0], row)).Select(match => match.Groups[(int)Math.Clamp(group, -1, 1_000)].Value)];

    // Unlike the split of the library, groups of the pattern are no parts. An empty match parts the text except at its ends and behind a match.
    private static List<string> Split(string text, Regex regex)
    {
        var parts = new List<string>();
        var start = 0;
        foreach (var match in regex.EnumerateMatches(text))
        {
            var isBetween = match.Index > start && match.Index < text.Length && !char.IsLowSurrogate(text[match.Index]);
            if (match.Length > 0 || isBetween)
            {
                parts.Add(text[start..match.Index]);
                start = match.Index + match.Length;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string OfSimilar(string pattern, string escape)
    {
        if (escape.Length > 1)
        {
            throw new RerunException("The escape of SIMILAR TO is one character.", RerunErrorCode.InvalidArgument);
        }

        var regex = new StringBuilder();
        var isInBrackets = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (escape.Length > 0 && c == escape[0] && i + 1 < pattern.Length)
            {
                regex.Append(Regex.Escape(pattern[++i].ToString()));
                continue;
            }

            isInBrackets = c == '[' || (isInBrackets && c != ']');
            regex.Append(c switch
            {
                _ when isInBrackets => c.ToString(),
                '%' => @"[\s\S]*",
                '_' => @"[\s\S]",
                '.' or '^' or '$' or '\\' => "\\" + c,
                _ => c.ToString(),
            });
        }

        return regex.ToString();
    }

    private static string OfGlob(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var end = pattern[i] == '[' ? pattern.IndexOf(']', Math.Min(i + 2, pattern.Length)) : -1;
            if (end > 0)
            {
                var inside = pattern[(i + 1)..end];
                var isNegated = inside[0] is '!' or '^';
                regex.Append(isNegated ? "[^" : "[").Append((isNegated ? inside[1..] : inside).Replace("\\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)).Append(']');
                i = end;
                continue;
            }

            regex.Append(pattern[i] switch
            {
                '*' => @"[\s\S]*",
                '?' => @"[\s\S]",
                var c => Regex.Escape(c.ToString()),
            });
        }

        return regex.ToString();
    }
}
