using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Tests.Queries;
using Rerun.Testing;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Oracles;

/// <summary>
/// Random queries give the rows, or fail, as PostgreSQL's do. <c>RERUN_RUNS</c> makes the run longer, <c>RERUN_SEED</c> begins it elsewhere.
/// </summary>
public sealed partial class PostgresOracleTests(PostgresServer server, ITestOutputHelper output) : IClassFixture<PostgresServer>
{
    private const int Rounds = 250;

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rows_equal_those_of_PostgreSQL(int seed)
    {
        int start = Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } ? (int)Seeds.Next()[0] + seed : seed;
        var generator = new QueryGenerator(new Random(start));
        await CheckAsync(start, Rounds * Seeds.Times, () => (generator.WiderQuery(out bool isOrdered), isOrdered));
    }

    [PostgresTheory]
    [InlineData(1)]
    public async Task Rows_of_outer_joins_under_conditions_equal_those_of_PostgreSQL(int seed)
    {
        int start = Environment.GetEnvironmentVariable("RERUN_SEED") is { Length: > 0 } ? (int)Seeds.Next()[0] + seed : seed;
        var generator = new QueryGenerator(new Random(start));
        await CheckAsync(start, Rounds * Seeds.Times, () => (generator.OuterJoins(), false));
    }

    private async Task CheckAsync(int start, int rounds, Func<(string Query, bool IsOrdered)> next)
    {
        await using TestDatabase ours = TestDatabase.Empty(new QueryEngineOptions { BatchRows = 3 });
        await using TestDatabase plain = TestDatabase.Empty(new QueryEngineOptions { DisabledRules = Optimizer.PlanOptimizer.RuleNames });
        int failed = 0;
        var faults = new List<string>();
        for (int i = 0; i < rounds; i++)
        {
            (string query, bool isOrdered) = next();
            string sql = query.StartsWith("WITH RECURSIVE ", StringComparison.Ordinal)
                ? $"WITH RECURSIVE {QueryGenerator.WiderTables["WITH ".Length..]}, {query["WITH RECURSIVE ".Length..]}"
                : $"{QueryGenerator.WiderTables}\n{query}";
            string[] expected = Ordered(await TheirsAsync(sql), isOrdered);
            failed += expected is [['!', ..]] ? 1 : 0;
            string[] rows = Ordered(await OursAsync(ours, sql), isOrdered);
            string[] unoptimized = Ordered(await OursAsync(plain, sql), isOrdered);
            if (!Same(expected, rows) || !Same(expected, unoptimized))
            {
                faults.Add($"{query}\n  PostgreSQL {Shown(expected)}\n  ours       {Shown(rows)}{(Same(rows, unoptimized) ? "" : $"\n  plain      {Shown(unoptimized)}")}");
            }
        }

        output.WriteLine($"{failed} queries fail in PostgreSQL");
        Assert.True(faults.Count == 0, $"seed {start}\n{string.Join('\n', faults)}");
        Assert.InRange(failed, 0, rounds / 3);
    }

    private static string Shown(string[] rows) => string.Join("  ", rows);

    // Which error comes first is not said.
    private static bool Same(string[] expected, string[] rows) => expected is [['!', ..]] ? rows is [['!', ..]] && !rows[0].StartsWith("!0A", StringComparison.Ordinal) : expected.SequenceEqual(rows);

    private static string[] Ordered(IEnumerable<string> rows, bool isOrdered) => isOrdered ? [.. rows] : [.. rows.Order(StringComparer.Ordinal)];

    private async Task<List<string>> TheirsAsync(string sql)
    {
        try
        {
            return await PostgresRows.OfAsync(server.Connection!, sql);
        }
        catch (PostgresException error)
        {
            return [$"!{error.SqlState} {error.MessageText}"];
        }
    }

    private static async Task<List<string>> OursAsync(TestDatabase database, string sql)
    {
        try
        {
            await using QueryResult result = await database.Session.ExecuteAsync(database.Session.Prepare(sql).Statements[0], QueryParameters.None);
            var rows = new List<string>();
            while (await result.ReadNextRecordBatchAsync() is { } batch)
            {
                for (int row = 0; row < batch.Length; row++)
                {
                    rows.Add(string.Join('|', batch.Arrays.Select(array => Text(ConstantArrays.Read(array, row)))));
                }
            }

            return rows;
        }
        catch (RerunException error)
        {
            return [$"!{error.SqlState} {error.Message.Split('\n')[0]}"];
        }
    }

    private static string Text(Constant value) => value.Value switch
    {
        System.Numerics.BigInteger => PostgresRows.Number(double.Parse(Quoted().Match(value.ToString()).Groups[1].Value, CultureInfo.InvariantCulture)),
        object?[] items => $"[{string.Join(", ", items.Select(item => Text(new Constant(item, ((ListType)value.Type).ValueDataType))))}]",
        long when value.Type is TimestampType or Date32Type => Quoted().Match(value.ToString()).Groups[1].Value,
        var plain => PostgresRows.Text(plain),
    };

    [GeneratedRegex("'(.*)'")]
    private static partial Regex Quoted();
}
