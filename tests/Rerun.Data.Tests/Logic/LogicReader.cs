using System.Globalization;

namespace Rerun.Data.Tests.Logic;

/// <summary>Reads files in the format of sqllogictest. Knows nothing of engines.</summary>
internal static class LogicReader
{
    private static readonly string[] Guards = ["skipif", "onlyif"];

    /// <summary>The records of a text, in order.</summary>
    public static List<LogicRecord> Read(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var records = new List<LogicRecord>();
        var skipped = new List<string>();
        var only = new List<string>();
        for (int next = 0; next < lines.Length;)
        {
            string[] words = WordsOf(lines[next]);
            if (words.Length == 0)
            {
                next++;
            }
            else if (words.Length > 1 && Guards.Contains(words[0]))
            {
                (words[0] == "skipif" ? skipped : only).Add(words[1]);
                next++;
            }
            else
            {
                records.Add(ReadRecord(lines, words, ref next) with { SkippedBy = [.. skipped], OnlyFor = [.. only] });
                skipped.Clear();
                only.Clear();
            }
        }

        return records;
    }

    private static LogicRecord ReadRecord(string[] lines, string[] words, ref int next)
    {
        int line = next + 1;
        switch (words)
        {
            case ["halt", ..]:
                next++;
                return new LogicRecord(LogicRecordKind.Halt, line);
            case ["hash-threshold", var number, ..]:
                next++;
                return new LogicRecord(LogicRecordKind.HashThreshold, line) { Number = int.Parse(number, CultureInfo.InvariantCulture) };
            case ["statement", var outcome, .. var rest]:
                {
                    string text = lines[next++];
                    string sql = Body(lines, ref next, out _);
                    IReadOnlyList<string> below = Below(lines, ref next);
                    return new LogicRecord(LogicRecordKind.Statement, line)
                    {
                        Sql = sql,
                        ExpectsError = outcome == "error",
                        ErrorText = outcome == "error" ? ErrorText(text, rest, below) : "",
                    };
                }

            case ["query", "error", .. var rest]:
                {
                    string text = lines[next++];
                    string sql = Body(lines, ref next, out _);
                    return new LogicRecord(LogicRecordKind.Query, line) { Sql = sql, ExpectsError = true, ErrorText = ErrorText(text, rest, Below(lines, ref next)) };
                }

            case ["query", .. var rest]:
                {
                    next++;
                    string sql = Body(lines, ref next, out bool hasRows);
                    LogicSort? sort = rest.Length > 1 ? SortOf(rest[1]) : null;
                    return new LogicRecord(LogicRecordKind.Query, line)
                    {
                        Sql = sql,
                        Types = rest.Length > 0 ? rest[0] : "",
                        Sort = sort ?? LogicSort.None,
                        Label = rest.Length > (sort is null ? 1 : 2) ? rest[^1] : null,
                        Expected = hasRows ? Below(lines, ref next) : [],
                    };
                }

            default:
                {
                    string text = lines[next];
                    while (next < lines.Length && lines[next].Trim().Length > 0)
                    {
                        next++;
                    }

                    return new LogicRecord(LogicRecordKind.Unknown, line) { Sql = text.Trim() };
                }
        }
    }

    private static LogicSort? SortOf(string word) => word switch
    {
        "nosort" => LogicSort.None,
        "rowsort" => LogicSort.Rows,
        "valuesort" => LogicSort.Values,
        _ => null,
    };

    private static string[] WordsOf(string line)
    {
        string trimmed = line.Trim();
        int comment = trimmed.StartsWith("statement error", StringComparison.Ordinal) || trimmed.StartsWith("query error", StringComparison.Ordinal)
            ? -1
            : trimmed.IndexOf('#', StringComparison.Ordinal);
        return (comment >= 0 ? trimmed[..comment] : trimmed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // Up to the dashes or an empty line.
    private static string Body(string[] lines, ref int next, out bool hasRows)
    {
        int start = next;
        while (next < lines.Length && lines[next].Trim().Length > 0 && lines[next] != "----")
        {
            next++;
        }

        hasRows = next < lines.Length && lines[next] == "----";
        return string.Join('\n', lines[start..next]);
    }

    private static IReadOnlyList<string> Below(string[] lines, ref int next)
    {
        if (next >= lines.Length || lines[next] != "----")
        {
            return [];
        }

        int start = ++next;
        while (next < lines.Length && lines[next].Length > 0)
        {
            next++;
        }

        return lines[start..next];
    }

    private static string ErrorText(string line, string[] words, IReadOnlyList<string> below) =>
        words.Length > 0 ? line[line.IndexOf("error", StringComparison.Ordinal)..]["error".Length..].Trim() : string.Join('\n', below);
}
