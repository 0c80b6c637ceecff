using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rerun.Query.Tests.Queries;

/// <summary>What SQLite answers, as text in the form of <see cref="TestDatabase.RowsAsync"/>.</summary>
internal static class SqliteRows
{
    public static List<string> Of(SqliteConnection sqlite, string sql)
    {
        using SqliteCommand command = sqlite.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                DBNull => "NULL",
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                var value => value.ToString(),
            })));
        }

        return rows;
    }
}
