using Rerun.Catalog;

namespace Rerun.Query.Tests.Queries;

/// <summary>Lists that become rows, in FROM and in the select list.</summary>
public sealed class UnnestTests
{
    private const string Lists = "(VALUES (1, [10, 11], ['a']), (2, [], ['b']), (3, NULL, NULL), (4, [NULL, 12, 13], ['c', 'd', 'e', 'f'])) t(x, l, m)";

    [Theory]
    [InlineData("SELECT x, e FROM {0}, UNNEST(l) u(e)", "1|10\n1|11\n4|NULL\n4|12\n4|13")]
    [InlineData("SELECT * EXCLUDE (l, m) FROM {0} CROSS JOIN UNNEST(t.l) WITH ORDINALITY AS u(e, n)", "1|10|1\n1|11|2\n4|NULL|1\n4|12|2\n4|13|3")]
    [InlineData("SELECT x, u.e, n FROM {0} LEFT JOIN UNNEST(l) WITH ORDINALITY AS u(e, n) ON TRUE", "1|10|1\n1|11|2\n2|NULL|NULL\n3|NULL|NULL\n4|NULL|1\n4|12|2\n4|13|3")]
    [InlineData("SELECT x, a, b FROM {0}, UNNEST(l, m) u(a, b)", "1|10|a\n1|11|NULL\n2|NULL|b\n4|NULL|c\n4|12|d\n4|13|e\n4|NULL|f")]
    [InlineData("SELECT x, e FROM {0} JOIN LATERAL UNNEST(l) u(e) ON e > x + 8 WHERE x > 1", "4|13")]
    [InlineData("SELECT e, u.e FROM UNNEST([3, 1, 2]) u(e) WHERE e > 1 ORDER BY e", "2|2\n3|3")]
    [InlineData("SELECT n FROM UNNEST(['x', 'y']) WITH ORDINALITY AS n(v, n) WHERE v = 'y'", "2")]
    [InlineData("SELECT u.u, v FROM UNNEST([1, 2]) u, UNNEST([u * 10, u]) v", "1|10\n1|1\n2|20\n2|2")]
    [InlineData("SELECT sum(e), count(*) FROM {0}, UNNEST(l) u(e) WHERE x IN (1, 4)", "46|5")]
    [InlineData("SELECT x, unnest(l) AS e, unnest(m) || '!' FROM {0} ORDER BY e DESC NULLS LAST, x LIMIT 3", "4|13|e!\n4|12|d!\n1|11|NULL")]
    [InlineData("SELECT DISTINCT x, unnest([1, 1]) FROM {0} WHERE x < 3 ORDER BY x", "1|1\n2|1")]
    [InlineData("SELECT unnest(array_agg(x ORDER BY x)) + 1 FROM {0} WHERE x <> 2", "2\n4\n5")]
    [InlineData("SELECT count(*) FROM (SELECT unnest(l) FROM {0})", "5")]
    [InlineData("SELECT x FROM {0}, UNNEST(m) WHERE x IN (SELECT unnest([2, 1]))", "1\n2")]
    public async Task Elements_become_rows(string sql, string expected)
    {
        foreach (QueryEngineOptions options in (QueryEngineOptions[])[new(), new() { BatchRows = 2 }, new() { DisabledRules = Optimizer.PlanOptimizer.RuleNames }])
        {
            await using TestDatabase database = TestDatabase.Empty(options);
            Assert.Equal(expected, string.Join('\n', await database.RowsAsync(sql.Replace("{0}", Lists, StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData("SELECT * FROM UNNEST(5)", "UNNEST takes lists, but 5 is INTEGER.", RerunErrorCode.TypeMismatch)]
    [InlineData("SELECT 1 FROM {0} WHERE unnest(l) = 1", "UNNEST outside of FROM and the select list is not supported.", RerunErrorCode.NotSupported)]
    [InlineData("SELECT sum(unnest(l)) FROM {0}", "UNNEST outside of FROM and the select list is not supported.", RerunErrorCode.NotSupported)]
    [InlineData("SELECT unnest(l) AS e FROM {0} QUALIFY e = 1", "UNNEST in QUALIFY", RerunErrorCode.NotSupported)]
    [InlineData("SELECT 1 FROM {0} LEFT JOIN UNNEST(l) u(e) ON e > 1", "LEFT JOIN UNNEST with another condition than TRUE", RerunErrorCode.NotSupported)]
    [InlineData("SELECT 1 FROM UNNEST([1]) u(a, b)", "2 column names for 1 columns.", RerunErrorCode.Syntax)]
    public async Task Misuse_is_an_error(string sql, string message, RerunErrorCode code)
    {
        await using TestDatabase database = TestDatabase.Empty();
        RerunException error = await database.ErrorAsync(sql.Replace("{0}", Lists, StringComparison.Ordinal));
        Assert.Equal(code, error.ErrorKind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorded_lists_become_rows_and_only_they_are_read()
    {
        await using TestDatabase database = TestDatabase.Drives();
        const string Sql =
            """
            SELECT count(*), sum(v), max(n) FROM drives.frame f LEFT JOIN UNNEST(f."/drive/speed:Scalars:scalars") WITH ORDINALITY AS u(v, n) ON TRUE
            WHERE rerun_partition_id = 'drive-003'
            """;
        Assert.Equal(
            await database.ValueAsync("""SELECT count(*), sum("/drive/speed:Scalars:scalars"[1]), 1 FROM drives.frame WHERE rerun_partition_id = 'drive-003'"""),
            await database.ValueAsync(Sql));
        string plan = await database.PlanAsync(Sql);
        Assert.DoesNotContain("Filter:", plan, StringComparison.Ordinal);
    }
}
