using System.Data.Common;
using System.Text.RegularExpressions;

namespace Rerun.Data.Tests.Logic;

/// <summary>
/// Runs the records of one file over a connection. A clear error where rows were expected is no wrong row: the record counts as not run, and so do records
/// that name a table which a statement that was not run would have changed.
/// </summary>
/// <param name="connection">An open connection to a catalog that is the file's own.</param>
/// <param name="open">Opens another connection to that catalog, for records that name one.</param>
/// <param name="engine">The name by which records include or exclude this engine.</param>
/// <param name="isStrict">Whether every record must be run, and errors must have the text that is named.</param>
internal sealed partial class LogicRunner(DbConnection connection, Func<DbConnection> open, string engine, bool isStrict) : IDisposable
{
    /// <summary>After so many seconds a record is wrong.</summary>
    private const int MostSeconds = 120;

    private readonly Dictionary<string, string> _labels = [];
    private readonly Dictionary<string, DbConnection> _connections = [];
    private bool _isTemporary;
    private bool _lacksSetting;
    private readonly HashSet<string> _unsure = new(StringComparer.OrdinalIgnoreCase);

    public void Dispose()
    {
        foreach (DbConnection other in _connections.Values)
        {
            other.Dispose();
        }
    }

    public LogicTally Run(string file, IReadOnlyList<LogicRecord> records)
    {
        var tally = new LogicTally();

        // Rows of kept tables are not changed one by one; those of temporary ones are.
        _isTemporary = !isStrict && records.All(record => record.Connection is null) && records.Any(record => ChangesRows().IsMatch(record.Sql));
        for (int i = 0; i < records.Count; i++)
        {
            LogicRecord record = records[i];
            if (!record.IsFor(engine))
            {
                tally.AddNotRun(record.OnlyFor.Count > 0 ? $"for {string.Join(", ", record.OnlyFor)} only" : $"not for {engine}");
            }
            else if (record.IsSkipped)
            {
                tally.AddNotRun("mode skip");
            }
            else if (record.Kind == LogicRecordKind.Halt)
            {
                tally.AddNotRun($"behind {record.Sql}", records.Count - i - 1);
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
                    NoteChange(record with { Sql = record.Sql[(record.Sql.IndexOf('\n', StringComparison.Ordinal) + 1)..] });
                    tally.AddNotRun($"unknown word {record.Sql.Split(' ', '\n')[0]}");
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
        string[] names;
        try
        {
            (rows, names) = Execute(record);
        }
        catch (Exception error)
        {
            AddError(record, place, tally, error);
            return;
        }

        if (record.ExpectsError)
        {
            string fault = $"{place}: an error was expected{(record.ErrorText.Length > 0 ? ": " + record.ErrorText : "")}\n  {record.Sql}";
            if (isStrict)
            {
                tally.AddWrong(fault);
            }
            else
            {
                tally.AddAccepted(fault);
            }
        }
        else if (record.Kind == LogicRecordKind.Statement)
        {
            tally.AddRight();
        }
        else
        {
            string? difference = LogicComparison.Difference(record, rows, names, out List<string> values);
            if (difference is null && record.Label is not null)
            {
                string digest = LogicValues.Digest(values);
                difference = _labels.TryAdd(record.Label, digest) || _labels[record.Label] == digest ? null : $"other values than the query before with the label {record.Label}";
            }

            if (difference is null)
            {
                tally.AddRight();
            }
            else if (_lacksSetting)
            {
                tally.AddNotRun("differs behind a setting that was not taken");
            }
            else
            {
                tally.AddWrong($"{place}: {difference}\n  {record.Sql}");
            }
        }
    }

    private void AddError(LogicRecord record, string place, LogicTally tally, Exception error)
    {
        if (record.MayFail)
        {
            NoteChange(record);
            tally.AddRight();
            return;
        }

        bool isClear = error is DbException { SqlState: not (null or "" or "XX000") };
        if (record.ExpectsError && isClear)
        {
            if (isStrict && !LogicComparison.Fits(error.Message, record.ErrorText) && !error.Message.Contains(record.ErrorText, StringComparison.OrdinalIgnoreCase))
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
        _lacksSetting |= Sets().IsMatch(record.Sql);
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

    private DbConnection ConnectionOf(LogicRecord record)
    {
        if (record.Connection is not { } name)
        {
            return connection;
        }

        if (!_connections.TryGetValue(name, out DbConnection? other))
        {
            _connections.Add(name, other = open());
        }

        return other;
    }

    private (List<object?[]> Rows, string[] Names) Execute(LogicRecord record)
    {
        using DbCommand command = ConnectionOf(record).CreateCommand();
        command.CommandText = _isTemporary ? Creates().Replace(record.Sql, "$1TEMP $2") : record.Sql;
        command.CommandTimeout = MostSeconds;
        if (record.Kind == LogicRecordKind.Statement)
        {
            command.ExecuteNonQuery();
            return ([], []);
        }

        using DbDataReader reader = command.ExecuteReader();
        bool[] spans = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetDataTypeName(i).StartsWith("INTERVAL", StringComparison.Ordinal))];
        bool[] dates = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetDataTypeName(i).StartsWith("DATE", StringComparison.Ordinal))];
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => spans[i] ? reader.GetProviderSpecificValue(i) : dates[i] ? Date(reader.GetValue(i)) : reader.GetValue(i))]);
        }

        return (rows, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
    }

    private static object? Date(object? value) => value switch
    {
        DateTime time => DateOnly.FromDateTime(time),
        Array days => days.Cast<object?>().Select(Date).ToArray(),
        _ => value,
    };

    [GeneratedRegex(@"^\s*(CREATE\s+(OR\s+REPLACE\s+)?((TEMP|TEMPORARY|UNIQUE)\s+)?(TABLE|VIEW)(\s+IF\s+NOT\s+EXISTS)?|INSERT\s+INTO|REPLACE\s+INTO|INSERT\s+OR\s+REPLACE\s+INTO|UPDATE|DELETE\s+FROM|ALTER\s+TABLE|TRUNCATE(\s+TABLE)?|COPY)\s+""?(?<name>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Changes();

    [GeneratedRegex(@"^\s*(UPDATE|DELETE|TRUNCATE|ALTER\s+TABLE|REPLACE|INSERT\s+OR)\b|\bRETURNING\b|\bDO\s+UPDATE\b", RegexOptions.IgnoreCase)]
    private static partial Regex ChangesRows();

    [GeneratedRegex(@"^(\s*CREATE\s+(?:OR\s+REPLACE\s+)?)(TABLE|VIEW)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Creates();

    [GeneratedRegex(@"^\s*(SET|PRAGMA|USE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sets();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|-?\d+(\.\d+)?")]
    private static partial Regex Names();
}
