using System.Globalization;
using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Lambdas over lists; random ones against LINQ to Objects.</summary>
public sealed class LambdaTests
{
    private const string Lists = "(VALUES ([1, 2, 3], 10, 'a'), ([], 20, 'b'), (NULL, 30, 'c'), ([NULL, 5], NULL, 'd')) t(l, n, s)";

    [Theory]
    [InlineData("SELECT list_transform(l, x -> x + n)::TEXT FROM {0}", "[11, 12, 13]\n[]\nNULL\n[NULL, NULL]")]
    [InlineData("SELECT array_transform(l, (x, i) -> s || x || ':' || i)::TEXT FROM {0}", "['a1:1', 'a2:2', 'a3:3']\n[]\nNULL\n[NULL, 'd5:2']")]
    [InlineData("SELECT list_filter(l, x -> x > 1)::TEXT FROM {0}", "[2, 3]\n[]\nNULL\n[5]")]
    [InlineData("SELECT list_filter(l, (x, i) -> i = 1)::TEXT FROM {0}", "[1]\n[]\nNULL\n[NULL]")]
    [InlineData("SELECT list_reduce(l, (a, x) -> a * 10 + x) FROM {0}", "123\nNULL\nNULL\nNULL")]
    [InlineData("SELECT list_reduce(l, (a, x, i) -> a + coalesce(x, 0) * i, n) FROM {0}", "24\n20\nNULL\nNULL")]
    [InlineData("SELECT reduce(l, (a, x) -> a + x / 2.0, 1) FROM {0}", "4\n1\nNULL\nNULL")]
    [InlineData("SELECT list_reduce(l, (a, x) -> a + x / 2.0) FROM {0}", "3.5\nNULL\nNULL\nNULL")]
    [InlineData("SELECT any_match(l, x -> x = 5), all_match(l, x -> x = 5), none_match(l, x -> x = 5) FROM {0}", "FALSE|FALSE|TRUE\nFALSE|TRUE|TRUE\nNULL|NULL|NULL\nTRUE|NULL|FALSE")]
    [InlineData("SELECT any_match(l, x -> x = 4), list_all(l, x -> x IS NULL OR x < 4) FROM {0}", "FALSE|TRUE\nFALSE|TRUE\nNULL|NULL\nNULL|FALSE")]
    [InlineData("SELECT list_transform([[1, 2], [3]], r -> list_transform(r, x -> x * len(r) + n))::TEXT FROM {0} LIMIT 1", "[[12, 14], [13]]")]
    [InlineData("SELECT list_transform(l, lambda x: x + n)::TEXT FROM {0} LIMIT 1", "[11, 12, 13]")]
    [InlineData("SELECT list_transform(l, lambda x, i:i * x)::TEXT FROM {0} LIMIT 1", "[1, 4, 9]")]
    [InlineData("SELECT [x * y FOR x IN l IF x > 1]::TEXT FROM {0}, (VALUES (2)) u(y) LIMIT 1", "[4, 6]")]
    [InlineData("SELECT list_transform(l, n -> n + t.n)::TEXT FROM {0} LIMIT 1", "[11, 12, 13]")]
    [InlineData("SELECT list_transform([{{'a': 1, 'b': 'x'}}], e -> e.b || e.a)::TEXT", "['x1']")]
    [InlineData("SELECT list_transform(array_agg(n), x -> x + count(*))::TEXT FROM {0}", "[14, 24, 34, NULL]")]
    [InlineData("SELECT list_transform(l, x -> x + 1)::TEXT, count(*) FROM {0} GROUP BY list_transform(l, y -> y + 1) ORDER BY 1 LIMIT 1", "[2, 3, 4]|1")]
    [InlineData("SELECT s FROM {0} WHERE list_any(l, x -> x = n / 10 + 1)", "a")]
    [InlineData("SELECT list_transform(NULL, x -> x)", "NULL")]
    [InlineData("SELECT list_transform([1, 2], x -> NULL)::TEXT", "[NULL, NULL]")]
    [InlineData("SELECT len(list_transform(l, x -> random())) FROM {0} LIMIT 1", "3")]
    [InlineData("SELECT list_filter(['apple', 'Banana'], x -> x ILIKE 'b%')::TEXT", "['Banana']")]
    [InlineData("SELECT list_transform([1, 2, 3], x -> CASE WHEN x = 2 THEN 'two' ELSE s END)::TEXT FROM {0} WHERE n = 10", "['a', 'two', 'a']")]
    [InlineData("SELECT list_transform(l, x -> (SELECT max(n) FROM {0}) + x)::TEXT FROM {0} LIMIT 1", "[31, 32, 33]")]
    [InlineData("SELECT list_transform(list_filter(l, x -> x <> 2), x -> list_reduce(l, (a, y) -> a + y * x))::TEXT FROM {0} LIMIT 1", "[6, 16]")]
    public async Task Lambdas_are_computed_for_every_element(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        sql = sql.Replace("{0}", Lists, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql)));
    }

    [Theory]
    [InlineData("SELECT list_transform([1], 5)", "list_transform takes (list, lambda): a list and a lambda such as x -> x > 1.", 8)]
    [InlineData("SELECT list_transform(5, x -> x)", "list_transform takes a list, but 5 is INTEGER", 23)]
    [InlineData("SELECT list_transform([1], (x, y, z) -> x)", "has 1 or 2 parameters, not 3", 28)]
    [InlineData("SELECT list_reduce([1], x -> x)", "has 2 or 3 parameters, not 1", 25)]
    [InlineData("SELECT list_transform([1], (x, X) -> x)", "two parameters named X", 32)]
    [InlineData("SELECT list_filter([1], x -> x + 1)", "needs a condition", 30)]
    [InlineData("SELECT list_reduce([1], (a, x) -> [a])", "INTEGER[] of INTEGER", 35)]
    [InlineData("SELECT list_transform([1], x -> y)", "There is no column y", 33)]
    [InlineData("SELECT list_transform([1], x -> 1 / 0)", "by zero", 0)]
    [InlineData("SELECT list_transform([1], x -> sum(x))", "of a lambda's parameters", 33)]
    [InlineData("SELECT list_transform([1], x -> x IN (SELECT 1))", "sub-query of a lambda's parameters", 33)]
    [InlineData("SELECT abs(x -> x)", "A lambda is an argument of a function over lists", 12)]
    public async Task Misuse_is_an_error_at_its_place(string sql, string message, int position)
    {
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync(sql);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public async Task Lambdas_that_fold_within_each_other_are_bound_or_refused_soon()
    {
        await using TestDatabase database = TestDatabase.Empty();
        string sql = "SELECT " + string.Concat(Enumerable.Repeat("list_reduce([1], (a, x) -> 1.5 + ", 200)) + "1" + new string(')', 200);
        Assert.Contains("lambdas within lambdas", (await database.ErrorAsync(sql)).Message, StringComparison.Ordinal);
        sql = "SELECT " + string.Concat(Enumerable.Repeat("list_transform([1], x -> x + ", 60)) + "1" + string.Concat(Enumerable.Repeat(")[1]", 60));
        Assert.Equal("61", await database.ValueAsync(sql));
    }

    [Fact]
    public async Task Random_lists_are_mapped_filtered_and_folded_as_by_linq()
    {
        await using TestDatabase database = TestDatabase.Empty();
        var random = new Random(11);
        for (int round = 0; round < 30; round++)
        {
            (int?[]? List, int N)[] rows = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (
                random.Next(6) == 0 ? null : Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(5) == 0 ? (int?)null : random.Next(-9, 10)).ToArray(), random.Next(-5, 6)))];
            string values = string.Join(", ", rows.Select(row => $"({(row.List is null ? "NULL" : $"[{string.Join(", ", row.List.Select(Text))}]::INT[]")}, {row.N})"));
            string[] answers = await database.RowsAsync(
                $"SELECT list_transform(l, (x, i) -> x * n + i)::TEXT, list_filter(l, x -> x > n)::TEXT, list_reduce(l, (a, x) -> coalesce(a, 0) - coalesce(x, n), 100)::TEXT, any_match(l, x -> x > n), all_match(l, x -> x > n) FROM (VALUES {values}, (NULL, 0)) t(l, n)");
            for (int i = 0; i < rows.Length; i++)
            {
                (int?[]? list, int n) = rows[i];
                string expected = list is null ? "NULL|NULL|NULL|NULL|NULL" : string.Join(
                    '|',
                    $"[{string.Join(", ", list.Select((x, at) => Text((x * n) + at + 1)))}]",
                    $"[{string.Join(", ", list.Where(x => x > n).Select(Text))}]",
                    list.Aggregate(100, (a, x) => a - (x ?? n)).ToString(CultureInfo.InvariantCulture),
                    list.Any(x => x > n) ? "TRUE" : list.Contains(null) ? "NULL" : "FALSE",
                    list.Any(x => x <= n) ? "FALSE" : list.Contains(null) ? "NULL" : "TRUE");
                Assert.Equal(expected, answers[i]);
            }
        }

        static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "NULL";
    }

    [Fact]
    public async Task Lists_of_recordings_and_lists_longer_than_a_piece_are_mapped()
    {
        await using TestDatabase database = TestDatabase.Drives();
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM drives.frame WHERE list_transform(\"/drive/speed:Scalars:scalars\", x -> x * 2)[1] <> \"/drive/speed:Scalars:scalars\"[1] * 2"));
        string hundred = "(VALUES " + string.Join(", ", Enumerable.Range(1, 100).Select(i => $"({i})")) + ")";
        Assert.Equal("196000|200000", await database.ValueAsync(
            $"SELECT len(list_filter(l, x -> x % 50 <> 0)), list_transform(l, (x, i) -> i)[-1] FROM (SELECT array_agg(a) AS l FROM {hundred} t(a), {hundred} u(b), (SELECT c FROM {hundred} v(c) LIMIT 20))"));
    }
}
