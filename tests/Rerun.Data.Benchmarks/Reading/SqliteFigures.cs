using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Rerun.Data.Benchmarks.Reading;

/// <summary>Rows of a recording beside the same rows in a table of SQLite in memory, by turns in one process.</summary>
internal static class SqliteFigures
{
    public static void Run(RerunConnection connection, string dataset, Report report)
    {
        var sql = $"SELECT log_time AS Time, \"/signals/s0:Scalars:scalars\"[1] AS Value FROM dataframe('{dataset}', index => 'log_time', contents => '/signals/s0')";
        const string Table = "SELECT Time, Value FROM rows";
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var rows = Fill(sqlite, connection, sql);
        double sum = 0;
        var seconds = Timing.Interleaved(
            11,
            () => sum += Ours(connection, sql),
            () => sum -= Theirs(sqlite, Table),
            () => ReadOnly(connection, sql),
            () => sum += connection.Query<Sample>(sql, buffered: false).Sum(row => row.Value),
            () => sum -= sqlite.Query<Sample>(Table, buffered: false).Sum(row => row.Value));
        if (Math.Abs(sum) > 1e-3)
        {
            throw new InvalidOperationException("The rows differ.");
        }

        report.Add($"Read, {rows:N0} rows", $"{seconds[2] * 1e9 / rows:F1} ns a row, the query included", "", true);
        var cell = (seconds[0] - seconds[2]) * 1e9 / rows / 2;
        report.Add("a fixed-width cell", $"{cell:F1} ns", "≤ 5 ns", cell <= 5);
        report.Add(
            "two fixed-width columns: SQLite / ours", $"{seconds[1] / seconds[0]:F1} ({seconds[1] * 1000:F1} : {seconds[0] * 1000:F1} ms)", "≥ 20", seconds[1] / seconds[0] >= 20);
        report.Add(
            "Dapper over ours / over SQLite", $"{seconds[3] / seconds[4]:F2} ({seconds[3] * 1000:F1} : {seconds[4] * 1000:F1} ms)", "≤ 0.6", seconds[3] / seconds[4] <= 0.6);
    }

    private static long Fill(SqliteConnection sqlite, RerunConnection connection, string sql)
    {
        sqlite.Execute("CREATE TABLE rows (Time INTEGER NOT NULL, Value REAL)");
        using var transaction = sqlite.BeginTransaction();
        using var insert = sqlite.CreateCommand();
        insert.CommandText = "INSERT INTO rows VALUES ($1, $2)";
        var (time, value) = (insert.Parameters.AddWithValue("$1", 0L), insert.Parameters.AddWithValue("$2", 0.0));
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        var rows = 0L;
        while (reader.Read())
        {
            (time.Value, value.Value) = (reader.GetInt64(0), reader.GetDouble(1));
            insert.ExecuteNonQuery();
            rows++;
        }

        transaction.Commit();
        return rows;
    }

    private static double Ours(RerunConnection connection, string sql)
    {
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        double sum = 0;
        long times = 0;
        while (reader.Read())
        {
            times ^= reader.GetInt64(0);
            sum += reader.GetDouble(1);
        }

        return sum + (times & 1);
    }

    private static double Theirs(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        double sum = 0;
        long times = 0;
        while (reader.Read())
        {
            times ^= reader.GetInt64(0);
            sum += reader.GetDouble(1);
        }

        return sum + (times & 1);
    }

    private static void ReadOnly(RerunConnection connection, string sql)
    {
        using var command = connection.CreateCommand(sql);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }

    private sealed class Sample
    {
        public object? Time { get; set; }

        public double Value { get; set; }
    }
}
