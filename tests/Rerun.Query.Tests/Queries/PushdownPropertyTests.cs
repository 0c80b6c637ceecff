using System.Globalization;
using Rerun.Catalog;
using Rerun.Query.Optimizer;
using Xunit.Abstractions;

namespace Rerun.Query.Tests.Queries;

/// <summary>What is pushed into dataframe views changes no result: random conditions, with all rules, without one, without any.</summary>
public sealed class PushdownPropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 40;
    private const string Speed = "\"/drive/speed:Scalars:scalars\"";
    private const string Steering = "\"/drive/steering:Scalars:scalars\"";
    private const string Name = "\"/drive/speed:SeriesLines:names\"";

    internal static readonly string[] Sources =
    [
        "dataframe('drives', index => 'log_time', contents => '/drive/**')",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', fill_latest_at => true)",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', filter_range => ['2025-03-03 08:15:00', '2025-03-03 08:15:20'])",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', using_index_values => ['2025-03-03 08:15:00.100880398', '2025-03-03 08:15:02', '2025-03-03 08:15:09'])",
        "dataframe('drives', index => 'log_time', contents => '/drive/**', filter_is_not_null => '/drive/steering:Scalars:scalars', filter_partition_id => ['drive-001', 'drive-004'])",
    ];

    private static readonly string[] Times =
    [
        "'2025-03-03 08:15:00.001640448'", "'2025-03-03 08:15:00.051119761'", "'2025-03-03 08:15:00.051119762'", "'2025-03-03 08:15:10'",
        "1740989700001640448", "TIMESTAMP '2025-03-04'", "@time", "'1970-01-01'", "NULL",
    ];

    private static readonly string[] Partitions = ["'drive-001'", "'drive-002'", "'drive-007'", "'nowhere'", "@partition", "NULL"];
    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rows_do_not_depend_on_the_rules(int seed)
    {
        var random = new Random(seed);
        await using TestDatabase all = TestDatabase.Drives();
        await using TestDatabase none = TestDatabase.Drives(new QueryEngineOptions { DisabledRules = PlanOptimizer.RuleNames });
        string left = PlanOptimizer.RuleNames[random.Next(PlanOptimizer.RuleNames.Count)];
        await using TestDatabase some = TestDatabase.Drives(new QueryEngineOptions { DisabledRules = [left], BatchRows = 7 });
        await using TestDatabase torn = TestDatabase.Drives(TestDatabase.Torn(5, 37), new CatalogClientOptions { MaxParallelism = 4 });
        int filled = 0;
        for (int i = 0; i < Rounds; i++)
        {
            string sql = Query(random);
            output.WriteLine(sql);
            (string, object?)[] parameters = [("time", new DateTime(2025, 3, 3, 8, 15, 5, DateTimeKind.Utc)), ("partition", "drive-003")];
            string[] expected = await none.RowsAsync(sql, parameters);
            Assert.Equal(expected, await all.RowsAsync(sql, parameters));
            Assert.Equal(expected, await some.RowsAsync(sql, parameters));
            Assert.Equal(expected, await torn.RowsAsync(sql, parameters));
            filled += expected.Length > 0 ? 1 : 0;
        }

        Assert.InRange(filled, Rounds / 4, Rounds);
    }

    private static string Query(Random random)
    {
        string columns = Pick(random, ["rerun_partition_id, log_time, " + Speed, "log_time", Steering + "[1] AS s, rerun_partition_id", "*", "count(*)", "frame"]);
        string order = columns.StartsWith("count", StringComparison.Ordinal) ? ""
            : Pick(random, ["", " ORDER BY rerun_partition_id, log_time", " ORDER BY log_time DESC, rerun_partition_id", " LIMIT 5", " ORDER BY rerun_partition_id, log_time LIMIT 7 OFFSET 2"]);
        return $"SELECT {columns} FROM {Pick(random, Sources)} WHERE {Condition(random, 3)}{order}";
    }

    internal static string Condition(Random random, int depth) => random.Next(depth == 0 ? 5 : 9) switch
    {
        0 => random.Next(2) == 0
            ? $"log_time {Pick(random, Comparisons)} {Pick(random, Times)}"
            : $"{Pick(random, Times)} {Pick(random, Comparisons)} log_time",
        1 => random.Next(2) == 0
            ? $"rerun_partition_id {Pick(random, ["=", "<>", "IS NOT DISTINCT FROM"])} {Pick(random, Partitions)}"
            : $"rerun_partition_id {Pick(random, ["IN", "NOT IN"])} ({Pick(random, Partitions)}, {Pick(random, Partitions)})",
        2 => $"{Pick(random, [Speed, Steering, Name])} IS {Pick(random, ["NULL", "NOT NULL"])}",
        3 => string.Create(CultureInfo.InvariantCulture, $"{Pick(random, [Speed, Steering])}[1] {Pick(random, Comparisons)} {random.NextDouble() * 6:F2}"),
        4 => random.Next(2) == 0
            ? $"log_time {Pick(random, ["BETWEEN", "NOT BETWEEN"])} {Pick(random, Times)} AND {Pick(random, Times)}"
            : $"log_time IN ({Pick(random, Times)}, {Pick(random, Times)}, {Pick(random, Times)})",
        5 => $"NOT ({Condition(random, depth - 1)})",
        6 => $"({Condition(random, depth - 1)}) OR ({Condition(random, depth - 1)})",
        _ => $"({Condition(random, depth - 1)}) AND ({Condition(random, depth - 1)})",
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
