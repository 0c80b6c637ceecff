using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Tests.Dataframes.Golden;
using Rerun.Data;
using Rerun.Testing;

namespace Rerun.Conformance.Dataframes;

/// <summary>The official client's answers, asked for in SQL over ADO.NET from recordings registered in memory: the whole house, floor 5 to 1.</summary>
public sealed class GoldenSqlTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var golden in GoldenCase.All.Where(golden => !GoldenExceptions.OfSql.ContainsKey(golden.Id) && GoldenSql.Of(golden) is not null))
            {
                foreach (var mode in GoldenExceptions.ModesOf(golden))
                {
                    data.Add(golden.Id, mode.ToString());
                }
            }

            return data;
        }
    }

    [SharedFact("golden/dataframe")]
    public void All_cases_that_sql_can_write_are_run()
    {
        Assert.Equal(390, GoldenCase.All.Count(golden => GoldenSql.Of(golden) is not null));
        Assert.Equal(390 - GoldenExceptions.OfSql.Count, Cases.Select(row => row[0]).Distinct().Count());
    }

    [SharedTheory("golden/dataframe")]
    [MemberData(nameof(Cases))]
    public async Task Sql_gives_the_official_clients_answers_or_right_ones(string id, string mode)
    {
        var golden = GoldenCase.All.First(golden => golden.Id == id);
        var differences = new List<string>();
        foreach (var answer in golden.Answers(Enum.Parse<CompatibilityMode>(mode)))
        {
            if (await CompareAsync(golden, answer, mode) is not { } difference)
            {
                return;
            }

            differences.Add(difference);
        }

        Assert.Fail(string.Join(Environment.NewLine, differences));
    }

    private static async Task<string?> CompareAsync(GoldenCase golden, GoldenAnswer answer, string mode)
    {
        var (setup, query) = GoldenSql.Of(golden)!.Value;
        try
        {
            await using var source = RerunDataSource.Create($"Data Source=:memory:;Compatibility={mode}");
            await using var connection = await source.OpenConnectionAsync();
            await connection.CreateCommand(setup).ExecuteNonQueryAsync();
            await using var reader = await connection.CreateCommand(query).ExecuteReaderAsync();
            var batches = new List<RecordBatch>();
            await foreach (var batch in reader.ReadBatchesAsync())
            {
                batches.Add(batch);
            }

            return answer.Error is { } expected ? $"expected {expected}, got {batches.Sum(batch => batch.Length)} rows"
                : answer.Value is { } value ? GoldenComparison.Different("count", value.GetProperty("row_count").GetRawText(), $"{((Int64Array)batches.Single().Column(0)).GetValue(0)}")
                : GoldenComparison.Rows(answer, reader.ArrowSchema, batches, withMetadata: false);
        }
        catch (RerunException) when (answer.Error is not null)
        {
            return null;
        }
    }
}
