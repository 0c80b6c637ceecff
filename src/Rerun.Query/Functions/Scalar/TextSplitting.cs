using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Text;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Texts taken apart and put together.</summary>
internal static class TextSplitting
{
    private const int MostSpaces = 10_000_000;
    private static readonly IArrowType TextType = SqlTypes.Text;
    private static readonly IArrowType TextListType = SqlTypes.ListOf(SqlTypes.Text);

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Text, "string_split|str_split|split", "(text, separator)", "The parts between separators as a list; of an empty separator the characters.", ["string_split('a,b', ',') → ['a', 'b']"],
            ScalarOverload.Of([TextType, TextType], TextListType, TextLists((a, row) => Split(Text(a[0], row), Text(a[1], row))))),
        Declare.Scalar(FunctionFamily.Text, "string_to_array|string_to_list", "(text, separator [, null text])", "The parts between separators as a list: the whole text if the separator is empty, the characters if it is NULL, no part of the empty text. A part that equals the third argument is NULL.",
            ["string_to_array('a-?', '-', '?') → ['a', NULL]", "string_to_array('ab', NULL) → ['a', 'b']"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Of([TextType, TextType], TextListType, Parting),
            ScalarOverload.Of([TextType, TextType, TextType], TextListType, Parting)),
        Declare.Scalar(FunctionFamily.Text, "array_to_string|array_join|list_to_string|list_join", "(list, separator [, null text])", "The elements as text in one with the separator between; NULLs are left out, or written as the third argument.",
            ["array_to_string([1, NULL, 3], '-') → 1-3", "array_to_string([1, NULL, 3], '-', '?') → 1-?-3"],
            ScalarOverload.Generic("(list, VARCHAR [, VARCHAR])", Join)),
        Declare.Scalar(FunctionFamily.Text, "substring_index|substr_index", "(text, separator, count)", "The text before the count-th separator; negative counts from the end and gives what is behind.", ["substring_index('www.a.org', '.', 2) → www.a", "substring_index('www.a.org', '.', -1) → org"],
            ScalarOverload.Of([TextType, TextType, SqlTypes.BigInt], TextType, Texts((a, row) => Index(Text(a[0], row), Text(a[1], row), Value<long>(a[2], row))))),
        Declare.Scalar(FunctionFamily.Text, "find_in_set", "(text, list of texts with commas)", "The place of the text in the list, from 1; 0 if it is not there.", ["find_in_set('b', 'a,b,c') → 2"],
            ScalarOverload.Of([TextType, TextType], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => Array.IndexOf(Text(a[1], row).Split(','), Text(a[0], row)) + 1))),
        Declare.Scalar(FunctionFamily.Text, "overlay", "(text, replacement, start [, count])", "The text with characters from a place on replaced: as many as the replacement has, or so many. Also written overlay(text PLACING replacement FROM start FOR count).", ["overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4) → Thomas"],
            ScalarOverload.Of([TextType, TextType, SqlTypes.BigInt], TextType, Texts((a, row) => Overlay(Text(a[0], row), Text(a[1], row), Value<long>(a[2], row), null)), canFail: true),
            ScalarOverload.Of([TextType, TextType, SqlTypes.BigInt, SqlTypes.BigInt], TextType, Texts((a, row) => Overlay(Text(a[0], row), Text(a[1], row), Value<long>(a[2], row), Value<long>(a[3], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "space", "(count)", "So many blanks.", ["space(2) || 'a' →   a"],
            ScalarOverload.Of([SqlTypes.BigInt], TextType, Texts((a, row) => Value<long>(a[0], row) is var n and <= MostSpaces ? new string(' ', (int)Math.Max(0, n)) : throw TooLong()), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "quote_literal", "(text)", "The text as a literal of SQL.", ["quote_literal('it''s') → 'it''s'"],
            ScalarOverload.Of([TextType], TextType, Texts((a, row) => Sql.Printing.SqlPrinter.Literal(Text(a[0], row))))),
        Declare.Scalar(FunctionFamily.Text, "quote_nullable", "(text)", "The text as a literal of SQL, NULL as the word.", ["quote_nullable('a') → 'a'", "quote_nullable(NULL) → NULL"], NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Of([TextType], TextType, (vectors, length, context) =>
            {
                var text = vectors[0];
                return Texts((_, row) => text.IsNull(row) ? "NULL" : Sql.Printing.SqlPrinter.Literal(Text(text, row)))([], length, context);
            })),
        Declare.Scalar(FunctionFamily.Text, "quote_ident", "(text)", "The text as a name in SQL, in double quotes if need be.", ["quote_ident('a b') → \"a b\""],
            ScalarOverload.Of([TextType], TextType, Texts((a, row) => Sql.Printing.SqlPrinter.Identifier(Text(a[0], row))))),
        Declare.Scalar(FunctionFamily.Text, "format", "(format, value, …)", "The format with %s or {} replaced by values, %I by names, %L by literals; %2$s is the second value. Between braces may stand the value's number from 0 and how it is written: {0:>8}, {:04d}, {:,.2f}, {:x}.", ["format('%s of {}', 1, 2) → 1 of 2", "format('{:04d} {:,}', 33, 1234567) → 0033 1,234,567"], NullBehavior.Handle, Volatility.Immutable,
            Filling(TextFormat.Format)),
        Declare.Scalar(FunctionFamily.Text, "printf", "(format, value, …)", "As the C function: %d, %5.2f, %s, %x.", ["printf('%05.1f|%-3d|%s', 2.5, 7, 'x') → 002.5|7  |x"], NullBehavior.Handle, Volatility.Immutable,
            Filling(TextFormat.Print)),
        Distance("levenshtein|editdist3", "The least number of characters to insert, remove or replace.", "levenshtein('kitten', 'sitting') → 3", (x, y) => TextDistance.Edits(x, y, false)),
        Distance("damerau_levenshtein", "As levenshtein; swapping two neighbours counts one.", "damerau_levenshtein('ab', 'ba') → 1", (x, y) => TextDistance.Edits(x, y, true)),
        Distance("hamming|mismatches", "The number of places at which texts of one length differ; NULL for texts of two.", "hamming('abc', 'axc') → 1", TextDistance.Mismatches),
        Similarity("jaccard", "The share of characters that both texts have.", "jaccard('ab', 'bc') → 0.3333333333333333", TextDistance.Jaccard),
        Similarity("jaro_similarity", "The similarity of Jaro, from 0 to 1.", "jaro_similarity('abc', 'abc') → 1", TextDistance.Jaro),
        Similarity("jaro_winkler_similarity", "The similarity of Jaro and Winkler, from 0 to 1.", "jaro_winkler_similarity('abc', 'abc') → 1", TextDistance.JaroWinkler),
    ];

    private static ScalarFunction Distance(string names, string summary, string example, Func<string, string, long?> distance) => Declare.Scalar(
        FunctionFamily.Text, names, "(text, text)", summary, [example],
        ScalarOverload.Of([TextType, TextType], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => distance(Text(a[0], row), Text(a[1], row)))));

    private static ScalarFunction Similarity(string name, string summary, string example, Func<string, string, double> similarity) => Declare.Scalar(
        FunctionFamily.Text, name, "(text, text)", summary, [example],
        ScalarOverload.Of([TextType, TextType], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => similarity(Text(a[0], row), Text(a[1], row)))));

    private static ScalarOverload Filling(Func<string, IReadOnlyList<string?>, string?> fill) => ScalarOverload.Generic("(VARCHAR, ANY, …)", arguments =>
        arguments.Count == 0 || ImplicitCasts.Cost(arguments[0], SqlTypes.Text) < 0 || arguments.Skip(1).Any(a => Cast.Between(a.Type, SqlTypes.Text) is null)
            ? null
            : new ScalarMatch(
                0, [SqlTypes.Text, .. arguments.Skip(1).Select(_ => SqlTypes.Text)], SqlTypes.Text,
                (vectors, length, context) =>
                {
                    var columns = vectors.ToArray();
                    return Texts((_, row) => columns[0].IsNull(row) ? null : fill(Text(columns[0], row), [.. columns.Skip(1).Select(column => column.IsNull(row) ? null : Text(column, row))]))([], length, context);
                },
                CanFail: true));

    private static string[] Split(string text, string separator) => separator.Length > 0 ? text.Split(separator)
        : [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    private static ColumnVector Parting(ReadOnlySpan<ColumnVector> vectors, int length, Execution.EvaluationContext context)
    {
        var columns = vectors.ToArray();
        return TextLists((_, row) => Parts(columns[0], columns[1], row) is { } parts
            ? columns.Length > 2 && !columns[2].IsNull(row) ? Without(parts, Text(columns[2], row)) : parts
            : null)([], length, context);
    }

    private static string[]? Parts(ColumnVector texts, ColumnVector separators, int row) => texts.IsNull(row) ? null
        : Text(texts, row) is not { Length: > 0 } text ? []
        : separators.IsNull(row) ? Split(text, "")
        : Text(separators, row) is { Length: > 0 } separator ? Split(text, separator) : [text];

    private static string?[] Without(string[] parts, string nothing) => Array.ConvertAll(parts, part => part == nothing ? null : part);

    private static ScalarMatch? Join(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count is not (2 or 3) || !SqlTypes.IsList(arguments[0].Type) || arguments.Skip(1).Any(a => ImplicitCasts.Cost(a, SqlTypes.Text) < 0)
            || Cast.Between(SqlTypes.ElementOf(arguments[0].Type), SqlTypes.Text) is null)
        {
            return null;
        }

        return new ScalarMatch(0, [TextListType, .. arguments.Skip(1).Select(_ => SqlTypes.Text)], SqlTypes.Text, Texts((a, row) =>
        {
            var elements = (StringArray)((ListArray)a[0].Values).GetSlicedValues(a[0].PlaceOf(row))!;
            var replacement = a.Length > 2 ? Text(a[2], row) : null;
            var parts = new List<string>();
            for (var i = 0; i < elements.Length; i++)
            {
                if ((elements.GetString(i) ?? replacement) is { } part)
                {
                    parts.Add(part);
                }
            }

            return string.Join(Text(a[1], row), parts);
        }));
    }

    private static string Index(string text, string separator, long count)
    {
        if (separator.Length == 0 || count == 0)
        {
            return "";
        }

        var parts = text.Split(separator);
        return (Int128.Abs(count) >= parts.Length) ? text : string.Join(separator, count > 0 ? parts[..(int)count] : parts[(int)(parts.Length + count)..]);
    }

    private static string Overlay(string text, string replacement, long start, long? count)
    {
        if (start < 1)
        {
            throw new RerunException("overlay() begins at a place from 1.", RerunErrorCode.InvalidArgument);
        }

        Rune[] runes = [.. text.EnumerateRunes()];
        var from = (int)Math.Min(start - 1, runes.Length);
        var to = (int)Int128.Clamp((Int128)start - 1 + (count ?? replacement.EnumerateRunes().Count()), 0, runes.Length);
        return string.Concat(string.Concat(runes[..from]), replacement, string.Concat(runes[to..]));
    }

    private static RerunException TooLong() => new($"A text of blanks has at most {MostSpaces} of them.", RerunErrorCode.InvalidArgument);
}
