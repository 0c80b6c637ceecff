namespace Rerun.Query.Tests.Queries;

/// <summary>Rows that come in the order that is asked for are not sorted again.</summary>
public sealed class KnownOrderTests
{
    private const string Drives = "dataframe('drives', index => 'frame', contents => '/drive/**')";

    [Theory]
    [InlineData("SELECT d.rerun_partition_id, d.frame, v.x FROM " + Drives + " AS d JOIN (VALUES (1), (2)) AS v(x) ON d.frame % 3 = v.x ORDER BY 1, 2", false)]
    [InlineData("SELECT d.frame, v.x FROM " + Drives + " AS d LEFT JOIN (VALUES (1), (2)) AS v(x) ON d.frame % 3 = v.x WHERE d.rerun_partition_id = 'drive-001' ORDER BY d.frame", false)]
    [InlineData("SELECT rerun_partition_id, frame FROM " + Drives + " AS d WHERE frame % 7 IN (SELECT x FROM (VALUES (1), (2)) AS v(x) WHERE x <= d.frame) ORDER BY 1, 2", false)]
    [InlineData("SELECT rerun_partition_id, frame, lag(frame) OVER (PARTITION BY rerun_partition_id ORDER BY frame) FROM " + Drives + " AS d ORDER BY rerun_partition_id, frame", false)]
    [InlineData("SELECT rerun_partition_id, frame, row_number() OVER () FROM " + Drives + " AS d ORDER BY rerun_partition_id, frame", false)]
    [InlineData("SELECT a, b, sum(b) OVER (PARTITION BY a ORDER BY b DESC) FROM (VALUES (2, 1), (1, 5), (2, NULL), (NULL, 3), (1, 7)) AS v(a, b) ORDER BY a, b DESC", false)]
    [InlineData("SELECT a, b, sum(b) OVER (PARTITION BY a ORDER BY b DESC) FROM (VALUES (2, 1), (1, 5), (2, NULL), (NULL, 3), (1, 7)) AS v(a, b) ORDER BY a", false)]
    [InlineData("SELECT a, b, sum(b) OVER (PARTITION BY a ORDER BY b DESC) FROM (VALUES (2, 1), (1, 5), (2, NULL), (NULL, 3), (1, 7)) AS v(a, b) ORDER BY a NULLS FIRST, b DESC", true)]
    [InlineData("SELECT a, b, sum(b) OVER (PARTITION BY a % 2 ORDER BY b) FROM (VALUES (2, 1), (1, 5), (2, NULL), (NULL, 3), (1, 7)) AS v(a, b) ORDER BY b", true)]
    [InlineData("SELECT d.frame, v.x FROM " + Drives + " AS d RIGHT JOIN (VALUES (1), (-2)) AS v(x) ON d.frame = v.x WHERE v.x < 5 ORDER BY d.frame", true)]
    [InlineData("SELECT v.x, d.frame FROM (VALUES (1), (2)) AS v(x) JOIN " + Drives + " AS d ON d.frame % 3 = v.x ORDER BY d.rerun_partition_id, d.frame", true)]
    public async Task A_sort_stays_where_rows_may_come_in_another_order(string query, bool isSorted)
    {
        await using TestDatabase database = TestDatabase.Drives();
        await using TestDatabase written = TestDatabase.Drives(new QueryEngineOptions { DisabledRules = ["remove-known-order"] });
        await using TestDatabase torn = TestDatabase.Drives(TestDatabase.Torn(5, 37), new Catalog.CatalogClientOptions { MaxParallelism = 4 });
        string plan = await database.PlanAsync(query);
        Assert.True(isSorted == plan.Contains("Sort", StringComparison.Ordinal), plan);
        Assert.Contains("Sort", await written.PlanAsync(query), StringComparison.Ordinal);
        string[] expected = await written.RowsAsync(query);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await database.RowsAsync(query));
        Assert.Equal(expected, await torn.RowsAsync(query));
    }
}
