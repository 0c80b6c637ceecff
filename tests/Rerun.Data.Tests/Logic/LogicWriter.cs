using System.Text;
using Microsoft.Data.Sqlite;

namespace Rerun.Data.Tests.Logic;

/// <summary>Has SQLite answer the records of a file and writes its rows below them. Records that are not for SQLite keep what they have.</summary>
internal static class LogicWriter
{
    private const int HashThreshold = 40;

    public static string Write(string text)
    {
        SQLitePCL.Batteries_V2.Init();
        using var sqlite = new SqliteConnection("Data Source=:memory:");
        sqlite.Open();
        var lines = new List<string>();
        string[] old = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int next = 0;
        foreach (LogicRecord record in LogicReader.Read(text))
        {
            int body = record.Line - 1;
            while (next < body)
            {
                lines.Add(old[next++]);
            }

            int end = next;
            while (end < old.Length && old[end].Length > 0)
            {
                end++;
            }

            string[] all = old[next..end];
            next = end;
            int dashes = Array.IndexOf(all, "----");
            if (record.ExpectsError || !record.IsFor("sqlite") || record.Kind is not (LogicRecordKind.Statement or LogicRecordKind.Query))
            {
                lines.AddRange(all);
                continue;
            }

            lines.AddRange(dashes < 0 ? all : all[..dashes]);
            List<string> values = Answer(sqlite, record);
            if (record.Kind == LogicRecordKind.Query)
            {
                lines.Add("----");
                lines.AddRange(values.Count > HashThreshold ? [LogicValues.Digest(values)] : values);
            }
        }

        lines.AddRange(old[next..]);
        return string.Join('\n', lines) + "\n";
    }

    private static List<string> Answer(SqliteConnection sqlite, LogicRecord record)
    {
        using SqliteCommand command = sqlite.CreateCommand();
        command.CommandText = record.Sql;
        var rows = new List<string[]>();
        try
        {
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => LogicValues.Text(reader.GetValue(i), i < record.Types.Length ? record.Types[i] : 'T'))]);
            }
        }
        catch (SqliteException error)
        {
            throw new InvalidOperationException($"line {record.Line}: {error.Message}\n{record.Sql}", error);
        }

        return LogicValues.Ordered(rows, record.Sort);
    }
}
