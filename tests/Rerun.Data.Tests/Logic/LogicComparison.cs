using System.Globalization;
using System.Text.RegularExpressions;

namespace Rerun.Data.Tests.Logic;

/// <summary>Whether rows are those that a record names, in any of the ways in which files write rows.</summary>
internal static partial class LogicComparison
{
    private const string Pattern = "<REGEX>:";
    private const string NoPattern = "<!REGEX>:";

    /// <summary>Null if they are, else what differs.</summary>
    /// <param name="record">The record.</param>
    /// <param name="rows">The values of each row.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="values">The rows as values in the order of comparison.</param>
    public static string? Difference(LogicRecord record, IReadOnlyList<object?[]> rows, string[] names, out List<string> values)
    {
        values = LogicValues.Ordered([.. rows.Select(row => row.Select((value, i) => LogicValues.Text(value, i < record.Types.Length ? record.Types[i] : 'T')).ToArray())], record.Sort);
        IReadOnlyList<string> expected = record.Expected;
        if (record.HasNames && expected.Count > 0)
        {
            if (!SameRow([.. names], [expected[0]], [.. names]))
            {
                return $"expected the columns {expected[0].Trim()}, got {string.Join(", ", names)}";
            }

            expected = [.. expected.Skip(1)];
        }

        if (expected is [var only] && HashLine().IsMatch(only))
        {
            string digest = LogicValues.Digest(values);
            return digest == only.Trim() ? null : $"expected {only.Trim()}, got {digest}{Some(values)}";
        }

        bool isByRows = names.Length > 1 && expected.Count == rows.Count && rows.Count > 0;
        if ((!isByRows && expected.SequenceEqual(values)) || IsSame(rows, names.Length, expected, isByRows, record.Sort))
        {
            return null;
        }

        return $"expected {rows.Count}x{names.Length}:{Some(expected)}\n  got{Some(isByRows ? [.. rows.Select(row => string.Join('\t', row.Select(LogicValues.Shown)))] : values)}";
    }

    /// <summary>Whether a text is what a file expects, which may be a regular expression.</summary>
    public static bool Fits(string text, string expected) => expected switch
    {
        _ when expected.StartsWith(Pattern, StringComparison.Ordinal) => IsMatch(text, expected[Pattern.Length..]),
        _ when expected.StartsWith(NoPattern, StringComparison.Ordinal) => !IsMatch(text, expected[NoPattern.Length..]),
        _ => text == expected,
    };

    private static bool IsMatch(string text, string pattern) => Regex.IsMatch(text, pattern.Trim(), RegexOptions.Singleline, TimeSpan.FromSeconds(30));

    private static bool IsSame(IReadOnlyList<object?[]> rows, int columns, IReadOnlyList<string> expected, bool isByRows, LogicSort sort)
    {
        if (columns == 0 || expected.Count != (isByRows ? rows.Count : rows.Count * columns))
        {
            return false;
        }

        // Rows that are sorted are compared in the order of their text, once as the file has them and once as this side writes them.
        List<(object?[] Values, string[] Cells)> ours = [.. rows.Select(row => (row, row.Select(LogicValues.Shown).ToArray()))];
        List<string[]> theirs = [.. isByRows || columns == 1 ? expected.Select(line => new[] { line }) : expected.Chunk(columns)];
        if (sort == LogicSort.Values && columns > 1)
        {
            ours = [.. ours.SelectMany(row => row.Values.Zip(row.Cells, (value, cell) => (new[] { value }, new[] { cell })))];
            theirs = [.. expected.Select(value => new[] { value })];
        }

        if (sort != LogicSort.None)
        {
            ours = [.. ours.OrderBy(row => Joined(row.Cells), StringComparer.Ordinal)];
            theirs = [.. theirs.OrderBy(Joined, StringComparer.Ordinal)];
        }

        return ours.Zip(theirs).All(pair => SameRow(pair.First.Values, pair.Second, pair.First.Cells));
    }

    private static string Joined(string[] cells) => Row(string.Join('\t', cells));

    // Files of other engines write a row a line, the values between blanks or tabs.
    private static string Row(string line) => Blanks().Replace(line.Trim(), " ");

    private static bool SameRow(object?[] values, string[] theirs, string[] ours)
    {
        string[] apart = theirs.Length == ours.Length ? theirs : theirs[0].Split('\t');
        if (apart.Length == ours.Length)
        {
            return values.Zip(ours, apart).All(cell => SameValue(cell.First, cell.Second, cell.Third));
        }

        if (Joined(ours) == Row(theirs[0]))
        {
            return true;
        }

        apart = Row(theirs[0]).Split(' ');
        return apart.Length == ours.Length && values.Zip(ours, apart).All(cell => SameValue(cell.First, cell.Second, cell.Third));
    }

    // Doubles are written with 15 to 17 digits, truths as words or numbers.
    private static bool SameValue(object? value, string ours, string theirs)
    {
        string expected = theirs.Trim();
        return Fits(ours, theirs)
            || Row(ours) == Row(expected)
            || value switch
            {
                string => false,
                bool truth => expected.ToLowerInvariant() is var word && (truth ? word is "true" or "t" or "1" : word is "false" or "f" or "0"),
                Array => Braced(ours) == Braced(expected),
                _ => ours.Equals(expected, StringComparison.OrdinalIgnoreCase) || SameNumber(ours, expected),
            };
    }

    // PostgreSQL and CockroachDB write lists as {1,2}.
    private static string Braced(string list) => list.Replace('[', '{').Replace(']', '}').Replace(", ", ",", StringComparison.Ordinal);

    private static bool SameNumber(string left, string right) =>
        double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out double one)
        && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double other)
        && (one.Equals(other) || Math.Abs(one - other) <= 1e-12 * Math.Max(Math.Abs(one), Math.Abs(other)));

    private static string Some(IReadOnlyList<string> values) =>
        string.Concat(values.Take(24).Select(value => $"\n    {value}")) + (values.Count > 24 ? $"\n    .. {values.Count - 24} more" : "");

    [GeneratedRegex(@"^\d+ values hashing to [0-9a-f]{32}\s*$")]
    private static partial Regex HashLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
