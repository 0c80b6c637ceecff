using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

public sealed class MapAndStructTests
{
    private const string Maps = "(VALUES (1, MAP {'a': 1, 'b': NULL}), (2, MAP {'c': 3}), (3, NULL), (4, MAP {})) t(id, m)";

    [Theory]
    [InlineData("SELECT m::TEXT, m['a'], m['b'], m['z'], cardinality(m), map_keys(m)::TEXT, map_values(m)::TEXT FROM {0}", "{'a': 1, 'b': NULL}|1|NULL|NULL|2|['a', 'b']|[1, NULL]\n{'c': 3}|NULL|NULL|NULL|1|['c']|[3]\nNULL|NULL|NULL|NULL|NULL|NULL|NULL\n{}|NULL|NULL|NULL|0|[]|[]")]
    [InlineData("SELECT map_extract(m, 'a')::TEXT, map_extract(m, 'z')::TEXT, map_contains(m, 'b'), map_contains_value(m, 3) FROM {0}", "[1]|[]|TRUE|FALSE\n[]|[]|FALSE|TRUE\nNULL|NULL|NULL|NULL\n[]|[]|FALSE|FALSE")]
    [InlineData("SELECT map_entries(m)::TEXT FROM {0} WHERE id = 1", "[{'key': 'a', 'value': 1}, {'key': 'b', 'value': NULL}]")]
    [InlineData("SELECT map_concat(m, MAP {'a': 9, 'x': 8})::TEXT FROM {0}", "{'a': 9, 'b': NULL, 'x': 8}\n{'c': 3, 'a': 9, 'x': 8}\nNULL\n{'a': 9, 'x': 8}")]
    [InlineData("SELECT map([id, id + 1], ['x', 'y'])::TEXT FROM {0} WHERE id < 3", "{1: 'x', 2: 'y'}\n{2: 'x', 3: 'y'}")]
    [InlineData("SELECT map(list_transform([1, 2], x -> x * id), [TRUE, FALSE])[2] FROM {0} WHERE id < 3", "FALSE\nTRUE")]
    [InlineData("SELECT MAP {1: 'one', 2: 'two'}[2], MAP {1: 'one'}[1.0], MAP {DATE '2024-05-06': 1}['2024-05-06']", "two|one|1")]
    [InlineData("SELECT MAP {'a': 1} = MAP {'a': 1.0}, MAP {'a': 1} = MAP {'a': 2}, MAP {'a': 1} <> MAP {'b': 1}", "TRUE|FALSE|TRUE")]
    [InlineData("SELECT m::TEXT, count(*) FROM (SELECT m FROM {0} UNION ALL SELECT m FROM {0}) GROUP BY m ORDER BY 1 NULLS LAST", "{'a': 1, 'b': NULL}|2\n{'c': 3}|2\n{}|2\nNULL|2")]
    [InlineData("SELECT typeof(m), typeof(CAST(m AS MAP(VARCHAR, DOUBLE))), CAST(m AS MAP(VARCHAR, DOUBLE))['c'] FROM {0} WHERE id = 2", "MAP(VARCHAR, INTEGER)|MAP(VARCHAR, DOUBLE)|3")]
    [InlineData("SELECT map_from_entries(array_agg({'k': id, 'v': id * 10} ORDER BY id))::TEXT FROM {0}", "{1: 10, 2: 20, 3: 30, 4: 40}")]
    [InlineData("SELECT id FROM {0} WHERE m['c'] = 3", "2")]
    public async Task Maps_are_made_and_looked_into(string sql, string expected) => await Check(sql, expected);

    [Theory]
    [InlineData("SELECT (1, 'x')::TEXT, row(1, 'x')::TEXT, struct(1, 'x')::TEXT", "{'c0': 1, 'c1': 'x'}|{'c0': 1, 'c1': 'x'}|{'c0': 1, 'c1': 'x'}")]
    [InlineData("SELECT struct_pack(a := 1, b => 'x')::TEXT, named_struct('a', 1)::TEXT", "{'a': 1, 'b': 'x'}|{'a': 1}")]
    [InlineData("SELECT {'a': 1, 'b': 2}['b'], {'a': 1, 'b': 2}[1], ({'a': 1}).a, row(7, 8)[2]", "2|1|1|8")]
    [InlineData("SELECT s, (s).* FROM (SELECT {'x': 1, 'Y': 'z'} AS s)", "{'x': 1, 'Y': 'z'}|1|z")]
    [InlineData("SELECT [{'a': 1}, {'a': 2.5}]::TEXT, coalesce({'a': 1}, {'a': 2.5})::TEXT", "[{'a': 1}, {'a': 2.5}]|{'a': 1}")]
    [InlineData("SELECT {'a': 1} = {'a': 1.0}, {'a': NULL} IS NULL, (NULL, NULL) IS NULL, (1, NULL) IS NULL, (1, NULL) IS NOT NULL, (1, 2) IS NOT NULL", "TRUE|FALSE|TRUE|FALSE|FALSE|TRUE")]
    [InlineData("SELECT max({'a': x, 'b': -x})::TEXT, count(DISTINCT {'a': x / 2}) FROM (VALUES (1), (2), (3)) t(x)", "{'a': 3, 'b': -3}|2")]
    public async Task Structs_are_made_and_taken_apart(string sql, string expected) => await Check(sql, expected);

    // As in DuckDB: a map is a list of entries, in order, wherever maps are compared.
    [Fact]
    public async Task Maps_are_equal_when_their_entries_are_equal_in_order()
    {
        await using TestDatabase database = TestDatabase.Empty();
        const string Rows = "(VALUES (1, MAP {'a': 1, 'b': 2}), (2, MAP {'b': 2, 'a': 1}), (3, MAP {'a': 1, 'b': 2})) t(i, m)";
        Assert.Equal(["1|3"], await database.RowsAsync($"SELECT t.i, u.i FROM {Rows} CROSS JOIN {Rows.Replace("t(", "u(", StringComparison.Ordinal)} WHERE t.i < u.i AND t.m = u.m"));
        Assert.Equal(["1|3"], await database.RowsAsync($"SELECT t.i, u.i FROM {Rows} JOIN {Rows.Replace("t(", "u(", StringComparison.Ordinal)} ON t.m = u.m AND t.i < u.i"));
        Assert.Equal(["1", "2"], await database.RowsAsync($"SELECT count(*) FROM {Rows} GROUP BY m ORDER BY 1"));
        Assert.Equal("2|2", await database.ValueAsync($"SELECT count(DISTINCT m), (SELECT count(*) FROM (SELECT DISTINCT m FROM {Rows})) FROM {Rows}"));
        Assert.Equal(["2"], await database.RowsAsync($"SELECT i FROM {Rows} WHERE m IN (MAP {{'b': 2, 'a': 1}})"));
        Assert.Equal(["2"], await database.RowsAsync($"SELECT i FROM {Rows} WHERE m NOT IN (SELECT MAP {{'a': 1, 'b': 2}})"));
    }

    [Fact]
    public async Task Fields_are_selected_under_their_names()
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(["x", "Y", "n"], await database.ColumnsAsync("SELECT (s).*, n FROM (SELECT {'x': 1, 'Y': 'z'} AS s, 5 AS n)"));
    }

    [Theory]
    [InlineData("SELECT MAP {'a': 1, 'a': 2}", "has the key a twice")]
    [InlineData("SELECT MAP {NULL: 1}", "not NULL")]
    [InlineData("SELECT map([1], [1, 2])", "A map of 1 keys has 2 values")]
    [InlineData("SELECT MAP {'a': 1}[5]", "map_extract_value")]
    [InlineData("SELECT (5).*", "has no fields")]
    [InlineData("SELECT abs((s).*) FROM (SELECT {'a': 1} AS s)", "only as an item of SELECT")]
    [InlineData("SELECT {'a': 1}[2]", "fields 1 to 1")]
    [InlineData("SELECT struct_pack(a := 1, 2)", "names for all fields")]
    public async Task Misuse_is_an_error(string sql, string message)
    {
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync(sql);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dictionaries_are_parameters()
    {
        await using TestDatabase database = TestDatabase.Empty();
        KeyValuePair<object, object?>[] pairs = [new("a", 1), new("b", 2L)];
        Assert.Equal("2|MAP(VARCHAR, BIGINT)", await database.ValueAsync("SELECT @m['b'], typeof(@m)", ("m", pairs)));
    }

    private static async Task Check(string sql, string expected)
    {
        await using TestDatabase database = TestDatabase.Empty();
        Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql.Replace("{0}", Maps, StringComparison.Ordinal))));
    }
}
