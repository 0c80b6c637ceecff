using Microsoft.Data.Sqlite;
using Rerun.Catalog;
using Rerun.Query.Tests.Queries;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Oracles;

/// <summary>Random portable queries over small tables with nulls and duplicates give the rows that SQLite gives.</summary>
public sealed class SqliteOracleTests(ITestOutputHelper output)
{
    private const int Rounds = 150;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Rows_equal_those_of_SQLite(int seed)
    {
        var generator = new QueryGenerator(new Random(seed));
        await CheckAsync(Rounds, () => (generator.Query(out bool isOrdered), isOrdered));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Rows_of_outer_joins_under_conditions_equal_those_of_SQLite(int seed)
    {
        var generator = new QueryGenerator(new Random(seed));
        await CheckAsync(2 * Rounds, () => (generator.OuterJoins(), false));
    }

    private async Task CheckAsync(int rounds, Func<(string Query, bool IsOrdered)> next)
    {
        SQLitePCL.Batteries_V2.Init();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        await using TestDatabase ours = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3 });
        await using TestDatabase plain = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        await using TestDatabase torn = TestDatabase.Empty(TestDatabase.Torn(2, 3), new CatalogClientOptions { MaxParallelism = 4 });
        for (int i = 0; i < rounds; i++)
        {
            (string query, bool isOrdered) = next();
            output.WriteLine(query);
            string[] words = query.Split(QueryGenerator.Alternative);
            string[] expected = Ordered(SqliteRows.Of(sqlite, $"{QueryGenerator.Tables}\n{words[0]}"), isOrdered);
            string sql = $"{QueryGenerator.Tables}\n{words[^1]}";
            Assert.Equal(expected, Ordered(await ours.RowsAsync(sql), isOrdered));
            Assert.Equal(expected, Ordered(await plain.RowsAsync(sql), isOrdered));
            Assert.Equal(expected, Ordered(await torn.RowsAsync(sql), isOrdered));
        }
    }

    private static string[] Ordered(IEnumerable<string> rows, bool isOrdered) => isOrdered ? [.. rows] : [.. rows.Order(StringComparer.Ordinal)];
}
