using System.Globalization;
using System.Text.RegularExpressions;

namespace Rerun.Data.Tests.Logic;

/// <summary>Whether rows are those that a record names.</summary>
internal static partial class LogicComparison
{
    /// <summary>Null if they are, else what differs.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rows">The values of each row.</param>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="values">The rows as values in the order of comparison.</param>
    public static string? Difference(LogicRecord record, IReadOnlyList<object?[]> rows, int columns, out List<string> values)
    {
        values = LogicValues.Ordered([.. rows.Select(row => row.Select((value, i) => LogicValues.Text(value, i < record.Types.Length ? record.Types[i] : 'T')).ToArray())], record.Sort);
        if (record.Expected is [var only] && HashLine().IsMatch(only))
        {
            string digest = LogicValues.Digest(values);
            return digest == only.Trim() ? null : $"expected {only.Trim()}, got {digest}{Some(values)}";
        }

        bool isByRows = columns > 1 && record.Expected.Count == rows.Count && rows.Count > 0;
        if (!isByRows && record.Expected.SequenceEqual(values))
        {
            return null;
        }

        string[] ours = [.. rows.Select(row => Row(string.Join('\t', row.Select(value => value is null or DBNull ? "NULL" : value is "" ? "(empty)" : LogicValues.Plain(value)))))];
        string[] theirs = [.. record.Expected.Select(Row)];
        if (record.Sort != LogicSort.None)
        {
            Array.Sort(ours, StringComparer.Ordinal);
            Array.Sort(theirs, StringComparer.Ordinal);
        }

        return columns > 0 && (isByRows || columns == 1) && ours.Length == theirs.Length && ours.Zip(theirs).All(pair => SameRow(pair.First, pair.Second))
            ? null
            : $"expected {rows.Count}x{columns}:{Some(record.Expected)}\n  got{Some(isByRows ? ours : values)}";
    }

    // Files of other engines write a row a line, the values between blanks or tabs.
    private static string Row(string line) => Blanks().Replace(line.Trim(), " ");

    private static bool SameRow(string left, string right)
    {
        if (left == right)
        {
            return true;
        }

        string[] ours = left.Split(' ');
        string[] theirs = right.Split(' ');
        return ours.Length == theirs.Length && ours.Zip(theirs).All(pair => SameValue(pair.First, pair.Second));
    }

    // Doubles are written with 15 to 17 digits, truths as words or numbers.
    private static bool SameValue(string left, string right) =>
        left.Equals(right, StringComparison.OrdinalIgnoreCase)
        || (left, right) is ("true", "1") or ("false", "0")
        || (double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out double one)
            && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double other)
            && Math.Abs(one - other) <= 1e-12 * Math.Max(Math.Abs(one), Math.Abs(other)));

    private static string Some(IReadOnlyList<string> values) =>
        string.Concat(values.Take(24).Select(value => $"\n    {value}")) + (values.Count > 24 ? $"\n    .. {values.Count - 24} more" : "");

    [GeneratedRegex(@"^\d+ values hashing to [0-9a-f]{32}\s*$")]
    private static partial Regex HashLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
