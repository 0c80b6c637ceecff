using System.Globalization;

namespace Rerun.Data.Tests.Logic;

/// <summary>Reads files in the format of sqllogictest and of its descendants. Knows nothing of engines. Words that it does not know become records of their own.</summary>
internal sealed class LogicReader
{
    private readonly List<LogicRecord> _records = [];
    private readonly List<string> _skipped = [];
    private readonly List<string> _only = [];
    private readonly string? _folder;
    private LogicSort _sort;
    private bool _isSkipping;

    private LogicReader(string? folder) => _folder = folder;

    /// <summary>The records of a text, in order: loops unrolled, included files put in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">The folder that included files are relative to; null for none.</param>
    public static List<LogicRecord> Read(string text, string? folder = null)
    {
        var reader = new LogicReader(folder);
        reader.ReadLines(LinesOf(text), 0, 0);
        return reader._records;
    }

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private void ReadLines(string[] lines, int before, int depth)
    {
        for (int next = 0; next < lines.Length;)
        {
            string[] words = WordsOf(lines[next]);
            int line = before + next + 1;
            switch (words)
            {
                case []:
                    next++;
                    break;
                case ["skipif", var engine, ..]:
                    _skipped.Add(engine);
                    next++;
                    break;
                case ["onlyif", var engine, ..]:
                    _only.Add(engine);
                    next++;
                    break;
                case ["mode", "skip" or "unskip", ..]:
                    _isSkipping = words[1] == "skip";
                    next++;
                    break;
                case ["control", "sortmode", var sort, ..]:
                    _sort = SortOf(sort) ?? LogicSort.None;
                    next++;
                    break;
                case ["include", var name, ..]:
                    next++;
                    Include(name, line, depth);
                    break;
                case ["loop" or "foreach" or "concurrentloop" or "concurrentforeach", _, _, ..]:
                    {
                        int end = LogicLoop.EndOf(lines, next);
                        string[] body = lines[(next + 1)..Math.Min(end, lines.Length)];
                        IReadOnlyList<string>? values = end < lines.Length ? LogicLoop.ValuesOf(words) : null;
                        if (values is null)
                        {
                            Add(new LogicRecord(LogicRecordKind.Unknown, line) { Sql = lines[next].Trim() });
                        }

                        foreach (string value in values ?? [])
                        {
                            ReadLines(LogicLoop.WithValue(body, words[1], value), before + next + 1, depth);
                        }

                        next = end + 1;
                        break;
                    }

                case [var word, ..] when LogicWords.IsWithoutEffect(words):
                    next++;
                    if (word == "user")
                    {
                        Add(new LogicRecord(LogicRecordKind.Unknown, line) { Sql = lines[next - 1].Trim() });
                    }

                    break;
                default:
                    Add(ReadRecord(lines, words, ref next, before));
                    break;
            }
        }
    }

    private void Add(LogicRecord record)
    {
        _records.Add(record with { SkippedBy = [.. _skipped], OnlyFor = [.. _only], IsSkipped = _isSkipping });
        _skipped.Clear();
        _only.Clear();
    }

    private void Include(string name, int line, int depth)
    {
        string pattern = Path.GetFileName(name);
        string folder = Path.Combine(_folder ?? "", Path.GetDirectoryName(name) ?? "");
        string[] files = _folder is not null && depth < 8 && pattern.Length > 0 && Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
        if (files.Length == 0)
        {
            Add(new LogicRecord(LogicRecordKind.Unknown, line) { Sql = $"include {name}" });
        }

        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            ReadLines(LinesOf(File.ReadAllText(file)), 0, depth + 1);
        }
    }

    private LogicRecord ReadRecord(string[] lines, string[] words, ref int next, int before)
    {
        int line = before + next + 1;
        switch (words)
        {
            case ["halt", ..]:
                next++;
                return new LogicRecord(LogicRecordKind.Halt, line) { Sql = "halt" };
            case ["require", var feature, ..]:
                next++;
                return new LogicRecord(LogicRecordKind.Halt, line) { Sql = $"require {feature}" };
            case ["require-env", var name, ..]:
                next++;
                return new LogicRecord(LogicRecordKind.Halt, line) { Sql = $"require-env {name}" };
            case ["hash-threshold", var number, ..] when int.TryParse(number, CultureInfo.InvariantCulture, out int most):
                next++;
                return new LogicRecord(LogicRecordKind.HashThreshold, line) { Number = most };
            case ["statement", "ok" or "OK" or "error" or "maybe" or "count", .. var rest]:
                {
                    string text = lines[next++];
                    string sql = Body(lines, ref next, out _);
                    IReadOnlyList<string> below = Below(lines, ref next);
                    bool isError = words[1] == "error";
                    return new LogicRecord(LogicRecordKind.Statement, line)
                    {
                        Sql = sql,
                        ExpectsError = isError,
                        MayFail = words[1] == "maybe",
                        ErrorText = isError ? ErrorText(text, rest, below) : "",
                        Connection = words[1] is "ok" or "OK" or "maybe" && rest is [var name, ..] ? name : null,
                    };
                }

            case ["query", "error", .. var rest]:
                {
                    string text = lines[next++];
                    string sql = Body(lines, ref next, out _);
                    return new LogicRecord(LogicRecordKind.Query, line) { Sql = sql, ExpectsError = true, ErrorText = ErrorText(text, rest, Below(lines, ref next)) };
                }

            case ["query", .. var rest]:
                next++;
                return Query(lines, rest, ref next, line);
            default:
                {
                    int start = next;
                    while (next < lines.Length && lines[next].Trim().Length > 0)
                    {
                        next++;
                    }

                    return new LogicRecord(LogicRecordKind.Unknown, line) { Sql = string.Join('\n', lines[start..next]).Trim() };
                }
        }
    }

    // query TYPES [options, between commas | name of a connection] [label]
    private LogicRecord Query(string[] lines, string[] rest, ref int next, int line)
    {
        string sql = Body(lines, ref next, out bool hasRows);
        int retry = Array.IndexOf(rest, "retry");
        string[] words = retry < 0 ? rest : rest[..retry];
        string[] options = words.Length > 1 ? words[1].Split(',') : [];
        LogicSort? sort = options.Select(SortOf).FirstOrDefault(found => found is not null and not LogicSort.None) ?? options.Select(SortOf).FirstOrDefault(found => found is not null);
        bool hasOptions = sort is not null || options.Contains("colnames") || options.Contains("retry");
        return new LogicRecord(LogicRecordKind.Query, line)
        {
            Sql = sql,
            Types = words.Length > 0 ? words[0] : "",
            Sort = sort ?? _sort,
            HasNames = options.Contains("colnames"),
            Connection = hasOptions || words.Length < 2 ? null : words[1],
            Label = hasOptions && words.Length > 2 ? words[^1] : null,
            Expected = hasRows ? Below(lines, ref next) : [],
        };
    }

    private static LogicSort? SortOf(string word) => word switch
    {
        "nosort" => LogicSort.None,
        "rowsort" => LogicSort.Rows,
        "valuesort" => LogicSort.Values,
        _ => word.StartsWith("partialsort", StringComparison.Ordinal) ? LogicSort.Rows : null,
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
        while (next < lines.Length && lines[next].Trim().Length > 0 && lines[next].TrimEnd() != "----")
        {
            next++;
        }

        hasRows = next < lines.Length && lines[next].TrimEnd() == "----";
        return string.Join('\n', lines[start..next]);
    }

    private static IReadOnlyList<string> Below(string[] lines, ref int next)
    {
        if (next >= lines.Length || lines[next].TrimEnd() != "----")
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
