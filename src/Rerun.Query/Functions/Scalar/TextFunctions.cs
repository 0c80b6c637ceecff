using System.Text;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Text;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Text.TextOperations;
using Utf8 = System.ReadOnlySpan<byte>;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Text: length, case, slices, search, padding. Lengths and places count code points, unless a function says otherwise.</summary>
internal static class TextFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Text, "length|len|char_length|character_length", "(text | list)", "The number of characters of a text or of elements of a list.", ["length('Zürich') → 6", "length([1, 2]) → 2"],
            ScalarOverload.Of([SqlTypes.Text], SqlTypes.BigInt, Count<CodePoints>()),
            ListFunctions.Length(),
            ScalarOverload.Of([SqlTypes.Blob], SqlTypes.BigInt, Count<Bytes>())),
        Declare.Scalar(FunctionFamily.Text, "octet_length|strlen|byte_length", "(text)", "The number of bytes in UTF-8.", ["octet_length('ü') → 2"],
            ScalarOverload.Of([SqlTypes.Text], SqlTypes.BigInt, Count<Bytes>()), ScalarOverload.Of([SqlTypes.Blob], SqlTypes.BigInt, Count<Bytes>())),
        Declare.Scalar(FunctionFamily.Text, "bit_length", "(text)", "The number of bits in UTF-8.", ["bit_length('ü') → 16"],
            [.. new[] { SqlTypes.Text, SqlTypes.Blob }.Select(type => ScalarOverload.Of([type], SqlTypes.BigInt, RowKernels.Values<long>(SqlTypes.BigInt, (a, row) => RowKernels.Bytes(a[0], row).Length * 8L)))]),
        Declare.Scalar(FunctionFamily.Text, "length_utf16", "(text)", "The number of UTF-16 units: what .NET calls the length.", ["length_utf16('a😀') → 3"], ScalarOverload.Of([SqlTypes.Text], SqlTypes.BigInt, Count<Utf16Units>())),
        Write<Lower>("lower|lcase", "The text in lower case.", "lower('ABC') → abc"),
        Write<Upper>("upper|ucase", "The text in upper case.", "upper('abc') → ABC"),
        Write<Reverse>("reverse", "The characters in reverse.", "reverse('abc') → cba"),
        Write<InitialCapitals>("initcap", "Each word with a capital first.", "initcap('good day') → Good Day"),
        Trim<TrimBoth>("trim|btrim", "both ends", "trim('  a ') → a"),
        Trim<TrimStart>("ltrim", "the beginning", "ltrim('  a') → a"),
        Trim<TrimEnd>("rtrim", "the end", "rtrim('a  ') → a"),
        Declare.Scalar(FunctionFamily.Text, "substring|substr", "(text, start [, count])", "The characters from a place on, counted from 1; of a text instead of a place the first match of a regular expression, or its first group.", ["substring('hello', 2, 3) → ell", "substring('hello' FROM 'l+') → ll"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, RegexSearches.Substring, canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.Text, Write3<FixedView<long>, long, FixedView<long>, long, Substring>(), canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, Substring>())),
        Declare.Scalar(FunctionFamily.Text, "substring_utf16", "(text, start [, count])", "UTF-16 units from a place on, counted from 0: what .NET's Substring gives.", ["substring_utf16('hello', 1, 3) → ell"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.Text, Write3<FixedView<long>, long, FixedView<long>, long, SubstringUtf16>(), canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, SubstringUtf16>(), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "left", "(text, count)", "The first characters; negative leaves so many off the end.", ["left('hello', 2) → he", "left('hello', -1) → hell"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, Left>())),
        Declare.Scalar(FunctionFamily.Text, "right", "(text, count)", "The last characters; negative leaves so many off the beginning.", ["right('hello', 2) → lo"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, Right>())),
        Declare.Scalar(FunctionFamily.Text, "strpos|instr|position", "(text, part)", "The place of the first occurrence, from 1; 0 if there is none.", ["strpos('hello', 'l') → 3"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.BigInt, Map2<long, Position>(SqlTypes.BigInt))),
        Declare.Scalar(FunctionFamily.Text, "index_of_utf16", "(text, part)", "The UTF-16 unit at which the first occurrence begins, from 0; -1 if there is none: what .NET's ordinal IndexOf gives.", ["index_of_utf16('hello', 'l') → 2"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.BigInt, Map2<long, IndexUtf16>(SqlTypes.BigInt))),
        Test<Contains>("contains|string_contains", "Whether the text contains another.", "contains('hello', 'ell') → true", ListFunctions.Contains()),
        Test<StartsWith>("starts_with|^@|prefix", "Whether the text begins with another.", "starts_with('hello', 'he') → true"),
        Test<EndsWith>("ends_with|suffix", "Whether the text ends with another.", "ends_with('hello', 'lo') → true"),
        Declare.Scalar(FunctionFamily.Text, "replace", "(text, from, to)", "The text with every occurrence replaced.", ["replace('banana', 'an', 'o') → booa"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, Write3<TextView, Utf8, TextView, Utf8, Replace>())),
        Declare.Scalar(FunctionFamily.Text, "translate", "(text, from, to)", "The text with characters of one set replaced by those of another.", ["translate('abc', 'ab', 'x') → xc"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, Write3<TextView, Utf8, TextView, Utf8, Translate>())),
        Declare.Scalar(FunctionFamily.Text, "split_part", "(text, separator, n)", "The n-th part between separators, from 1; negative counts from the end; empty if there is none.", ["split_part('a,b,c', ',', 2) → b"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write3<TextView, Utf8, FixedView<long>, long, SplitPart>(), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "repeat", "(text, count)", "The text so many times.", ["repeat('ab', 2) → abab"], ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, Repeat>())),
        Pad<PadLeft>("lpad", "beginning", "lpad('7', 3, '0') → 007"),
        Pad<PadRight>("rpad", "end", "rpad('a', 3, '.') → a.."),
        Declare.Scalar(FunctionFamily.Text, "ascii|unicode|ord", "(text)", "The first character's code point; 0 of the empty text.", ["ascii('A') → 65"], ScalarOverload.Of([SqlTypes.Text], SqlTypes.BigInt, Count<FirstCodePoint>())),
        Declare.Scalar(FunctionFamily.Text, "chr|char", "(code)", "The character of a code point.", ["chr(65) → A"], ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Text, WriteKernels.Text<FixedView<long>, long, Character>(default), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "||", "(left, right)", "Text or lists joined; NULL if a side is NULL.", ["'a' || 'b' → ab", "[1] || [2] → [1, 2]"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, Write2<TextView, Utf8, Join>()), ListFunctions.Concat(), ListEditing.Appended(), ListEditing.Prepended(), TextJoining.AnyWithText()),
        Declare.Scalar(FunctionFamily.Text, "concat", "(value, …)", "All values as text in one, without NULLs.", ["concat('a', NULL, 1) → a1"], NullBehavior.Handle, Volatility.Immutable, TextJoining.Concat()),
        Declare.Scalar(FunctionFamily.Text, "concat_ws", "(separator, value, …)", "All values as text, without NULLs, with the separator between.", ["concat_ws('-', 'a', NULL, 'b') → a-b"], NullBehavior.Handle, Volatility.Immutable, TextJoining.ConcatWithSeparator()),
        Declare.Scalar(FunctionFamily.Text, "to_hex|hex", "(number, text or blob)", "The number, or the bytes, in hexadecimal digits.", ["to_hex(255) → ff", "hex('abc') → 616263"],
            [ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Text, WriteKernels.Text<FixedView<long>, long, Hexadecimal>(default)), .. DigestFunctions.Hexadecimal()]),
        Declare.Scalar(FunctionFamily.Text, "md5", "(text)", "The MD5 digest in hexadecimal digits.", ["md5('') → d41d8cd98f00b204e9800998ecf8427e"], ScalarOverload.Of([SqlTypes.Text], SqlTypes.Text, WriteKernels.Text<TextView, Utf8, Md5>(default))),
    ];

    private static ScalarKernel Count<TOp>()
        where TOp : struct, IMap<Utf8, long> => MapKernels.Fixed<TextView, Utf8, long, TOp>(SqlTypes.BigInt, default);

    private static ScalarKernel Map2<TOut, TOp>(IArrowType type)
        where TOut : unmanaged
        where TOp : struct, IMap<Utf8, Utf8, TOut> => MapKernels.Fixed<TextView, Utf8, TextView, Utf8, TOut, TOp>(type, default);

    private static ScalarKernel Write2<TReader, T, TOp>()
        where TReader : IRowReader<TReader, T>, allows ref struct
        where T : allows ref struct
        where TOp : struct, IWrite<Utf8, T> => WriteKernels.Text<TextView, Utf8, TReader, T, TOp>(default);

    private static ScalarKernel Write3<TReader1, T1, TReader2, T2, TOp>()
        where TReader1 : IRowReader<TReader1, T1>, allows ref struct
        where T1 : allows ref struct
        where TReader2 : IRowReader<TReader2, T2>, allows ref struct
        where T2 : allows ref struct
        where TOp : struct, IWrite<Utf8, T1, T2> => WriteKernels.Text<TextView, Utf8, TReader1, T1, TReader2, T2, TOp>(default);

    private static ScalarFunction Write<TOp>(string names, string summary, string example)
        where TOp : struct, IWrite<Utf8> => Declare.Scalar(
            FunctionFamily.Text, names, "(text)", summary, [example], ScalarOverload.Of([SqlTypes.Text], SqlTypes.Text, WriteKernels.Text<TextView, Utf8, TOp>(default)));

    private static ScalarFunction Trim<TOp>(string names, string where, string example)
        where TOp : struct, IWrite<Utf8>, IWrite<Utf8, Utf8> => Declare.Scalar(
            FunctionFamily.Text, names, "(text [, characters])", $"The text without blanks, or the given characters, at {where}.", [example],
            ScalarOverload.Of([SqlTypes.Text], SqlTypes.Text, WriteKernels.Text<TextView, Utf8, TOp>(default)),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, Write2<TextView, Utf8, TOp>()));

    private static ScalarFunction Test<TOp>(string names, string summary, string example, params ScalarOverload[] others)
        where TOp : struct, IMap<Utf8, Utf8, bool> => Declare.Scalar(
            FunctionFamily.Text, names, "(text, part)", summary, [example],
            [ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Boolean, MapKernels.Test<TextView, Utf8, TextView, Utf8, TOp>(default)), .. others]);

    private static ScalarFunction Pad<TOp>(string name, string where, string example)
        where TOp : struct, IWrite<Utf8, long, Utf8>, IWrite<Utf8, long> => Declare.Scalar(
            FunctionFamily.Text, name, "(text, count [, fill])", $"The text brought to so many characters at its {where}; longer text is cut.", [example],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt, SqlTypes.Text], SqlTypes.Text, Write3<FixedView<long>, long, TextView, Utf8, TOp>(), canFail: true),
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.BigInt], SqlTypes.Text, Write2<FixedView<long>, long, TOp>(), canFail: true));
}
