using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Rerun.Data.Benchmarks.Queries;

namespace Rerun.Data.Benchmarks.Runs;

/// <summary>SQLite in this process, over a table in memory that holds the rows of the benchmark's signal: what a user might export to instead.</summary>
internal static class SqliteRuns
{
    /// <summary>Runs the queries that have a text for SQLite, and compares the rows of each with this library's.</summary>
    public static async Task<IReadOnlyList<QueryRun>> RunAsync(string dataSource, IEnumerable<BenchmarkQuery> queries, int repeats)
    {
        await using var ours = new RerunConnection(new RerunConnectionStringBuilder { DataSource = dataSource, CommandTimeout = 0 }.ConnectionString);
        await ours.OpenAsync();
        var dataset = (await ours.Catalog.GetDatasetsAsync())[0].Name;
        await using var sqlite = new SqliteConnection("Data Source=:memory:");
        await sqlite.OpenAsync();
        await LoadAsync(ours, dataset, sqlite);
        var runs = new List<QueryRun>();
        foreach (var query in queries.Where(query => query.Sqlite is not null))
        {
            var seconds = new List<double>();
            var size = (Rows: 0L, Columns: 0L, Nulls: 0L);
            for (var i = 0; i < repeats; i++)
            {
                await using var command = sqlite.CreateCommand();
                command.CommandText = query.Sqlite;
                var start = Stopwatch.GetTimestamp();
                await using var reader = await command.ExecuteReaderAsync();
                size = Read(reader);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            runs.Add(new QueryRun(query.Id, size.Rows, size.Columns, size.Nulls, seconds, 0, await DifferenceAsync(ours, dataset, sqlite, query)));
        }

        return runs;
    }

    private static async Task LoadAsync(RerunConnection ours, string dataset, SqliteConnection sqlite)
    {
        await using var transaction = await sqlite.BeginTransactionAsync();
        await using var create = sqlite.CreateCommand();
        create.CommandText = "CREATE TABLE s (partition TEXT, log_time INTEGER, v REAL)";
        await create.ExecuteNonQueryAsync();
        await using var insert = sqlite.CreateCommand();
        insert.CommandText = "INSERT INTO s VALUES ($partition, $log_time, $v)";
        SqliteParameter[] values = [insert.Parameters.Add("$partition", SqliteType.Text), insert.Parameters.Add("$log_time", SqliteType.Integer), insert.Parameters.Add("$v", SqliteType.Real)];
        await using var rows = ours.CreateCommand(string.Format(CultureInfo.InvariantCulture, BenchmarkQueries.SignalRows, dataset));
        await using var reader = await rows.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            values[0].Value = reader.GetString(0);
            values[1].Value = reader.GetInt64(1);
            values[2].Value = reader.IsDBNull(2) ? DBNull.Value : reader.GetDouble(2);
            insert.ExecuteNonQuery();
        }

        await transaction.CommitAsync();
    }

    private static (long Rows, long Columns, long Nulls) Read(SqliteDataReader reader)
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

    // Averages are summed in another order.
    private static async Task<string?> DifferenceAsync(RerunConnection ours, string dataset, SqliteConnection sqlite, BenchmarkQuery query)
    {
        await using var mine = ours.CreateCommand(string.Format(CultureInfo.InvariantCulture, query.Sql, dataset));
        await using var theirs = sqlite.CreateCommand();
        theirs.CommandText = query.Sqlite;
        await using var left = await mine.ExecuteReaderAsync();
        await using var right = await theirs.ExecuteReaderAsync();
        for (var row = 0; ; row++)
        {
            var (hasLeft, hasRight) = (await left.ReadAsync(), await right.ReadAsync());
            if (!hasLeft && !hasRight)
            {
                return null;
            }

            if (hasLeft != hasRight)
            {
                return $"another number of rows, from row {row} on";
            }

            for (var column = 0; column < left.FieldCount; column++)
            {
                if (!AreSame(Cell(left, column), right.GetValue(column)))
                {
                    return $"another value in row {row}, column {column}: {right.GetValue(column)}, ours {left.GetValue(column)}";
                }
            }
        }
    }

    private static object Cell(RerunDataReader reader, int column) =>
        reader.GetFieldType(column) == typeof(DateTime) && !reader.IsDBNull(column) ? reader.GetInt64(column) : reader.GetValue(column);

    private static bool AreSame(object left, object right) =>
        left is double x && right is double y ? Math.Abs(x - y) <= 1e-12 * Math.Max(Math.Abs(x), Math.Abs(y)) : left.Equals(right);
}
