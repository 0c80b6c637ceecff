using System.Text.RegularExpressions;
using Rerun.Catalog;
using Rerun.Query.Execution.Text;
using Rerun.Query.Tests.Queries;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Functions;

public sealed class TextFunctionTests
{
    [Theory]
    [InlineData("regexp_replace(s, '^(a+)+\\1$b', 'x')")]
    [InlineData("COLUMNS('^(a+)+\\1$b')")]
    public async Task A_pattern_that_would_take_for_ever_is_an_error_that_names_it(string call)
    {
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync($"SELECT {call} FROM (SELECT repeat('a', 40 + column1) AS s, 1 AS {new string('a', 40)} FROM (VALUES (1), (2)))");
        Assert.Equal("22023", error.SqlState);
        Assert.Contains("'^(a+)+\\1$b' takes too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_count_code_points_bytes_or_utf16_units()
    {
        Assert.Equal(3L, CallOnce("length", One("aü😀")));
        Assert.Equal(7L, CallOnce("octet_length", One("aü😀")));
        Assert.Equal(4L, CallOnce("length_utf16", One("aü😀")));
    }

    [Theory]
    [InlineData("hello", 2, 3, "ell")]
    [InlineData("hello", 0, 3, "he")]
    [InlineData("hello", -1, 3, "h")]
    [InlineData("hello", 4, 100, "lo")]
    [InlineData("hello", 9, 2, "")]
    [InlineData("äöü", 2, 1, "ö")]
    public void Substrings_are_windows_on_the_text(string text, int start, int count, string expected) =>
        Assert.Equal(expected, CallOnce("substring", One(text), One(start), One(count)));

    [Theory]
    [InlineData("split_part", "a,b,c", ",", 2, "b")]
    [InlineData("split_part", "a,b,c", ",", -1, "c")]
    [InlineData("split_part", "a,b,c", ",", 4, "")]
    public void Parts_are_split(string function, string text, string separator, int n, string expected) =>
        Assert.Equal(expected, CallOnce(function, One(text), One(separator), One(n)));

    [Fact]
    public void Texts_are_padded_trimmed_and_replaced()
    {
        Assert.Equal("007", CallOnce("lpad", One("7"), One(3), One("0")));
        Assert.Equal("ab", CallOnce("lpad", One("abc"), One(2), One("0")));
        Assert.Equal("a.-.", CallOnce("rpad", One("a"), One(4), One(".-")));
        Assert.Equal("b", CallOnce("trim", One("xxbxy"), One("xy")));
        Assert.Equal("booa", CallOnce("replace", One("banana"), One("an"), One("o")));
        Assert.Equal("üa", CallOnce("reverse", One("aü")));
        Assert.Equal("hell", CallOnce("left", One("hello"), One(-1)));
        Assert.Equal("ello", CallOnce("right", One("hello"), One(-1)));
        Assert.Equal("a1", CallOnce("concat", One("a"), One(null), One(1)));
        Assert.Equal("a-b", CallOnce("concat_ws", One("-"), One("a"), One(null), One("b")));
        Assert.Null(CallOnce("||", One("a"), One(null)));
    }

    [Theory]
    [InlineData("aBc", "[[:upper:]]", true)]
    [InlineData("abc", "[[:upper:]]", false)]
    [InlineData("u:", "^[[:digit:][:punct:]]+$", false)]
    [InlineData("1:", "^[[:digit:][:punct:]]+$", true)]
    [InlineData("x1", "^[^[:alpha:]]", false)]
    [InlineData("a]", "^a[]b]$", true)]
    [InlineData("a[", "[a[]$", true)]
    [InlineData("f", "^[a-z-[aeiou]]$", false)]
    [InlineData("a]", "^[a-z-[aeiou]]$", true)]
    [InlineData("ab\n", "b$", false)]
    [InlineData("a$b", @"a\$b", true)]
    [InlineData("a$b", "a[$]b", true)]
    public void Regular_expressions_are_those_of_SQL(string text, string pattern, bool expected) =>
        Assert.Equal(expected, CallOnce("~", One(text), One(pattern)));

    [Fact]
    public void A_class_of_unknown_name_is_an_error() =>
        Assert.Contains("[:vowel:]", Assert.Throws<RerunException>(() => CallOnce("~", One("a"), One("[[:vowel:]]"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Like_matches_as_the_equal_regular_expression_does()
    {
        var random = new Random(2);
        string Random(string alphabet, int most) => string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => alphabet[random.Next(alphabet.Length)]));
        for (var i = 0; i < 20_000; i++)
        {
            var text = Random("abü", 8);
            var pattern = Random("abü%_", 6);
            var regex = "^" + Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal) + "$";
            var like = LikePattern.Compile(System.Text.Encoding.UTF8.GetBytes(pattern), new System.Text.Rune('\\'), false);
            Assert.True(Regex.IsMatch(text, regex) == like.IsMatch(System.Text.Encoding.UTF8.GetBytes(text)), $"'{text}' LIKE '{pattern}'");
        }
    }

    [Fact]
    public void Like_knows_escapes_and_case()
    {
        Assert.Equal(true, CallOnce("like", One("50%"), One("50\\%")));
        Assert.Equal(false, CallOnce("like", One("50x"), One("50\\%")));
        Assert.Equal(true, CallOnce("like", One("a_b"), One("a!_b"), One("!")));
        Assert.Equal(true, CallOnce("ilike", One("ÄBC"), One("äb%")));
        Assert.Equal(false, CallOnce("like", One("ABC"), One("ab%")));
        Assert.Throws<RerunException>(() => CallOnce("like", One("a"), One("a\\")));
    }

    [Fact]
    public void Regular_expressions_match_replace_and_extract()
    {
        Assert.Equal([true, false, null], CallFlat("~", Texts("abc", "xyz", null), Texts("b", "b", "b")));
        Assert.Equal("x-aab", CallOnce("regexp_replace", One("aaab"), One("a"), One("x-")));
        Assert.Equal("b1a", CallOnce("regexp_replace", One("a1b"), One("(a)1(b)"), One("\\2\\u0031\\1".Replace("\\u0031", "1", StringComparison.Ordinal))));
        Assert.Equal("12", CallOnce("regexp_extract", One("abc12"), One("[0-9]+")));
        Assert.Throws<RerunException>(() => CallOnce("~", One("a"), One("(")));
    }

    [Fact]
    public void Lists_are_searched_cut_and_sorted()
    {
        Assert.Equal([true, false, null], CallFlat("list_contains", LongLists([1, 2], [null], null), Longs(2, 1, 1)));
        Assert.Equal([new object?[] { 2L, 3L }], CallFlat("list_slice", LongLists([1, 2, 3, 4]), Longs(2), Longs(3)));
        Assert.Equal([new object?[] { 1L, 2L, null }], CallFlat("list_sort", LongLists([2, null, 1])));
        Assert.Equal([new object?[] { 1L, 2L }, null], CallFlat("list_distinct", LongLists([1, 1, null, 2], null)));
        Assert.Equal([new object?[] { null, 1L, 2L }], CallFlat("list_reverse", LongLists([2, 1, null])));
        Assert.Equal([3L, null, null], CallFlat("list_sum", LongLists([1, 2], [], null)));
        Assert.Equal([new object?[] { 1L, 2L }], CallFlat("||", LongLists([1]), LongLists([2])));
        Assert.Equal([3L, 0L, null], CallFlat("length", LongLists([1, 2, 3], [], null)));
        Assert.Equal([5.0], CallFlat("list_distance", LongLists([0, 0]), LongLists([3, 4])));
        Assert.Equal(3, CallOnce("greatest", One(1), One(null), One(3)));
        Assert.Null(CallOnce("nullif", One(1), One(1)));
    }
}
