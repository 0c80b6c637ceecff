using System.Diagnostics;
using System.Globalization;
using Rerun.Data.Benchmarks.Queries;

namespace Rerun.Data.Benchmarks.Runs;

/// <summary>This library in this process: over a folder, or as a client of a server.</summary>
internal static class EmbeddedRuns
{
    public static async IAsyncEnumerable<QueryRun> RunAsync(
        string dataSource, IEnumerable<BenchmarkQuery> queries, int repeats, bool asRows, bool isCold = false)
    {
        var watch = Stopwatch.StartNew();
        await using var connection = new RerunConnection(new RerunConnectionStringBuilder { DataSource = dataSource, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        var dataset = (await connection.Catalog.GetDatasetsAsync())[0];
        await dataset.GetSchemaAsync();
        yield return new QueryRun("B00", 0, 0, 0, [watch.Elapsed.TotalSeconds], Peak());
        foreach (var query in queries)
        {
            var seconds = new List<double>();
            var size = (Rows: 0L, Columns: 0L, Nulls: 0L);
            for (var i = 0; i < repeats; i++)
            {
                await using var command = connection.CreateCommand(string.Format(CultureInfo.InvariantCulture, query.Sql, dataset.Name));
                foreach (var (name, value) in query.Parameters)
                {
                    command.Parameters.AddWithValue(name, value);
                }

                if (isCold)
                {
                    connection.Catalog.ChunkCache.Clear();
                }

                watch.Restart();
                await using var reader = await command.ExecuteReaderAsync();
                size = asRows ? ReadRows(reader) : await ReadBatchesAsync(reader);
                seconds.Add(watch.Elapsed.TotalSeconds);
            }

            yield return new QueryRun(query.Id, size.Rows, size.Columns, size.Nulls, seconds, Peak());
        }
    }

    private static async Task<(long Rows, long Columns, long Nulls)> ReadBatchesAsync(RerunDataReader reader)
    {
        var (rows, nulls) = (0L, 0L);
        while (await reader.ReadBatchAsync() is { } batch)
        {
            rows += batch.Length;
            for (var column = 0; column < batch.ColumnCount; column++)
            {
                nulls += batch.Column(column).NullCount;
            }
        }

        return (rows, reader.FieldCount, nulls);
    }

    private static (long Rows, long Columns, long Nulls) ReadRows(RerunDataReader reader)
    {
        var (rows, nulls) = (0L, 0L);
        var columns = reader.FieldCount;
        while (reader.Read())
        {
            rows++;
            for (var column = 0; column < columns; column++)
            {
                nulls += reader.IsDBNull(column) ? 1 : 0;
            }
        }

        return (rows, columns, nulls);
    }

    private static long Peak() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
}
