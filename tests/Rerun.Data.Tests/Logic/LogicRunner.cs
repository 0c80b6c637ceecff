using System.Data.Common;
using System.Text.RegularExpressions;

namespace Rerun.Data.Tests.Logic;

/// <summary>
/// Runs the records of one file over a connection. A clear error where rows were expected is no wrong row: the record counts as not run, and so do records
/// that name a table which a statement that was not run would have changed.
/// </summary>
/// <param name="connection">An open connection to a catalog that is the file's own.</param>
/// <param name="engine">The name by which records include or exclude this engine.</param>
/// <param name="isStrict">Whether every record must be run, and errors must have the text that is named.</param>
internal sealed partial class LogicRunner(DbConnection connection, string engine, bool isStrict)
{
    /// <summary>After so many seconds a record is wrong.</summary>
    private const int MostSeconds = 120;

    private readonly Dictionary<string, string> _labels = [];
    private readonly HashSet<string> _unsure = new(StringComparer.OrdinalIgnoreCase);

    public LogicTally Run(string file, IReadOnlyList<LogicRecord> records)
    {
        var tally = new LogicTally();
        for (int i = 0; i < records.Count; i++)
        {
            LogicRecord record = records[i];
            if (!record.IsFor(engine))
            {
                tally.AddNotRun(record.OnlyFor.Count > 0 ? $"for {string.Join(", ", record.OnlyFor)} only" : $"not for {engine}");
            }
            else if (record.Kind == LogicRecordKind.Halt)
            {
                tally.AddNotRun("behind halt", records.Count - i - 1);
                break;
            }
            else if (record.Kind == LogicRecordKind.Unknown)
            {
                if (isStrict)
                {
                    tally.AddWrong($"{file}:{record.Line}: unknown: {record.Sql}");
                }
                else
                {
                    tally.AddNotRun($"unknown word {record.Sql.Split(' ')[0]}");
                }
            }
            else if (record.Kind != LogicRecordKind.HashThreshold)
            {
                Run(record, $"{file}:{record.Line}", tally);
            }
        }

        return tally;
    }

    private void Run(LogicRecord record, string place, LogicTally tally)
    {
        if (Words().Matches(record.Sql).Any(word => _unsure.Contains(word.Value)))
        {
            NoteChange(record);
            tally.AddNotRun("depends on a statement that was not run");
            return;
        }

        List<object?[]> rows;
        int columns;
        try
        {
            (rows, columns) = Execute(record);
        }
        catch (Exception error)
        {
            AddError(record, place, tally, error);
            return;
        }

        if (record.ExpectsError)
        {
            tally.AddWrong($"{place}: an error was expected\n  {record.Sql}");
        }
        else if (record.Kind == LogicRecordKind.Statement)
        {
            tally.AddRight();
        }
        else
        {
            string? difference = LogicComparison.Difference(record, rows, columns, out List<string> values);
            if (difference is null && record.Label is not null)
            {
                string digest = LogicValues.Digest(values);
                difference = _labels.TryAdd(record.Label, digest) || _labels[record.Label] == digest ? null : $"other values than the query before with the label {record.Label}";
            }

            if (difference is null)
            {
                tally.AddRight();
            }
            else
            {
                tally.AddWrong($"{place}: {difference}\n  {record.Sql}");
            }
        }
    }

    private void AddError(LogicRecord record, string place, LogicTally tally, Exception error)
    {
        bool isClear = error is DbException { SqlState: not (null or "" or "XX000") };
        if (record.ExpectsError && isClear)
        {
            if (isStrict && !error.Message.Contains(record.ErrorText, StringComparison.OrdinalIgnoreCase))
            {
                tally.AddWrong($"{place}: an error with '{record.ErrorText}' was expected, not: {error.Message}\n  {record.Sql}");
            }
            else
            {
                tally.AddRight();
            }

            return;
        }

        NoteChange(record);
        string first = error.Message.Split('\n')[0];
        if (isStrict || !isClear || (error as DbException)!.SqlState == "57014")
        {
            tally.AddWrong($"{place}: {error.GetType().Name} {first}\n  {record.Sql}");
        }
        else
        {
            tally.AddNotRun($"{((DbException)error).SqlState}: {Names().Replace(first, "..")}");
            if (Environment.GetEnvironmentVariable("SQLLOGICTEST_VERBOSE") is not null)
            {
                tally.Faults.Add($"{place}: not run: {first}\n  {record.Sql}");
            }
        }
    }

    // What a statement would have changed is not as the file says from here on.
    private void NoteChange(LogicRecord record)
    {
        if (Changes().Match(record.Sql) is { Success: true } change)
        {
            _unsure.Add(change.Groups["name"].Value);
        }
    }

    private (List<object?[]> Rows, int Columns) Execute(LogicRecord record)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = record.Sql;
        command.CommandTimeout = MostSeconds;
        if (record.Kind == LogicRecordKind.Statement)
        {
            command.ExecuteNonQuery();
            return ([], 0);
        }

        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add(row);
        }

        return (rows, reader.FieldCount);
    }

    [GeneratedRegex(@"^\s*(CREATE\s+(OR\s+REPLACE\s+)?((TEMP|TEMPORARY|UNIQUE)\s+)?(TABLE|VIEW)(\s+IF\s+NOT\s+EXISTS)?|INSERT\s+INTO|REPLACE\s+INTO|INSERT\s+OR\s+REPLACE\s+INTO|UPDATE|DELETE\s+FROM|ALTER\s+TABLE|TRUNCATE(\s+TABLE)?|COPY)\s+""?(?<name>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Changes();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|-?\d+(\.\d+)?")]
    private static partial Regex Names();
}
