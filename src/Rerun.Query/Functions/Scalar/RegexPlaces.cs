using System.Text.RegularExpressions;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Text;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Regular expressions that search from a place on, for the n-th match or a group of it.</summary>
internal static class RegexPlaces
{
    private static readonly IArrowType TextType = SqlTypes.Text;
    private static readonly IArrowType Whole = SqlTypes.BigInt;

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Text, "regexp_count", "(text, pattern [, start] [, flags])", "The number of matches, from a place on.", ["regexp_count('abcabc', 'b') → 2", "regexp_count('abcabc', 'B', 3, 'i') → 1"],
            Overload(Whole, Counted, TextType, TextType), Overload(Whole, Counted, TextType, TextType, TextType), Overload(Whole, Counted, TextType, TextType, Whole), Overload(Whole, Counted, TextType, TextType, Whole, TextType)),
        Declare.Scalar(FunctionFamily.Text, "regexp_instr", "(text, pattern [, start [, n [, 0 or 1 [, flags [, group]]]]])", "The place of the n-th match from a place on, counted from 1; with 1 that behind it; of a group of the match; 0 if there is none.", ["regexp_instr('abc', 'c') → 3", "regexp_instr('abcabc', 'a.', 1, 2, 1) → 6"],
            Overload(Whole, Placed, TextType, TextType), Overload(Whole, PlacedByFlags, TextType, TextType, TextType), Overload(Whole, Placed, TextType, TextType, Whole), Overload(Whole, Placed, TextType, TextType, Whole, Whole),
            Overload(Whole, Placed, TextType, TextType, Whole, Whole, Whole), Overload(Whole, Placed, TextType, TextType, Whole, Whole, Whole, TextType), Overload(Whole, Placed, TextType, TextType, Whole, Whole, Whole, TextType, Whole)),
        Declare.Scalar(FunctionFamily.Text, "regexp_substr", "(text, pattern [, start [, n [, flags [, group]]]])", "The n-th match from a place on, or a group of it; NULL if there is none.", ["regexp_substr('abc12', '[0-9]+') → 12", "regexp_substr('a1b2', '[a-z]([0-9])', 1, 2, '', 1) → 2"],
            Overload(TextType, Found, TextType, TextType), Overload(TextType, Found, TextType, TextType, Whole), Overload(TextType, Found, TextType, TextType, Whole, Whole), Overload(TextType, Found, TextType, TextType, Whole, Whole, TextType),
            Overload(TextType, Found, TextType, TextType, Whole, Whole, TextType, Whole)),
    ];

    /// <summary>The overloads of <c>regexp_replace</c> with a place and a number.</summary>
    public static IEnumerable<ScalarOverload> Replacements() =>
    [
        Overload(TextType, Replaced, TextType, TextType, TextType, Whole), Overload(TextType, Replaced, TextType, TextType, TextType, Whole, Whole),
        Overload(TextType, Replaced, TextType, TextType, TextType, Whole, Whole, TextType),
    ];

    private static ScalarKernel Counted => Values<long>(SqlTypes.BigInt, (a, row) =>
    {
        var hasStart = a.Length > 2 && a[2].Type.TypeId == ArrowTypeId.Int64;
        var text = Text(a[0], row);
        return Regular(a, row, hasStart ? 3 : 2).Count(text, Start(text, hasStart ? Value<long>(a[2], row) : 1));
    });

    private static ScalarKernel PlacedByFlags => Values<long>(SqlTypes.BigInt, (a, row) =>
        Regular(a, row, 2).Match(Text(a[0], row)) is { Success: true } match ? PlaceOf(Text(a[0], row), match.Index) : 0);

    private static ScalarKernel Placed => Values<long>(SqlTypes.BigInt, (a, row) =>
    {
        var behind = Number(a, row, 4, 0);
        if (behind is not (0 or 1))
        {
            throw new RerunException($"The fifth argument of regexp_instr() is 0, for where the match begins, or 1, for what is behind it; not {behind}.", RerunErrorCode.InvalidArgument);
        }

        return Nth(a, row, 2, 5, 6) is { } found ? PlaceOf(Text(a[0], row), behind == 0 ? found.Index : found.Index + found.Length) : 0;
    });

    private static ScalarKernel Found => Texts((a, row) => Nth(a, row, 2, 4, 5)?.Value);

    private static ScalarKernel Replaced => Texts((a, row) =>
    {
        var text = Text(a[0], row);
        var start = Start(text, Value<long>(a[3], row));
        var n = Number(a, row, 4, 1);
        if (n < 0)
        {
            throw new RerunException($"regexp_replace() replaces the n-th match, from 1, or all with 0; not {n}.", RerunErrorCode.InvalidArgument);
        }

        var seen = 0L;
        var replacement = RegexFunctions.ReplacementOf(Bytes(a[2], row));
        return Regular(a, row, 5).Replace(text, match => n == 0 || ++seen == n ? match.Result(replacement) : match.Value, n is 0 or > int.MaxValue ? -1 : (int)n, start);
    });

    private static ScalarOverload Overload(IArrowType result, ScalarKernel kernel, params IArrowType[] parameters) => ScalarOverload.Of([.. parameters], result, kernel, canFail: true);

    // The n-th match, or the group of it that an argument names.
    private static Group? Nth(ReadOnlySpan<ColumnVector> arguments, int row, int start, int flags, int group)
    {
        var text = Text(arguments[0], row);
        var n = Number(arguments, row, start + 1, 1);
        var place = Number(arguments, row, group, 0);
        if (n < 1 || place < 0)
        {
            throw new RerunException(n < 1 ? $"Matches are counted from 1, not {n}." : $"There is no group {place}; 0 is the whole match.", RerunErrorCode.InvalidArgument);
        }

        var match = Regular(arguments, row, flags).Match(text, Start(text, Number(arguments, row, start, 1)));
        for (; match.Success && n > 1; n--)
        {
            match = match.NextMatch();
        }

        return match.Success && place < match.Groups.Count && match.Groups[(int)place] is { Success: true } found ? found : null;
    }

    private static Regex Regular(ReadOnlySpan<ColumnVector> arguments, int row, int flags) =>
        RegexFunctions.Of(Text(arguments[1], row), arguments.Length > flags ? RegexSyntax.FlagsOf(Text(arguments[flags], row)) : RegexFlags.None);

    private static long Number(ReadOnlySpan<ColumnVector> arguments, int row, int place, long otherwise) => arguments.Length > place ? Value<long>(arguments[place], row) : otherwise;

    private static int Start(string text, long place)
    {
        if (place < 1)
        {
            throw new RerunException($"A text begins at its place 1, not {place}.", RerunErrorCode.InvalidArgument);
        }

        var at = 0;
        for (; place > 1 && at < text.Length; place--)
        {
            at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        }

        return at;
    }

    private static long PlaceOf(string text, int index) => text[..index].EnumerateRunes().Count() + 1;
}
