using Rerun.Catalog;

namespace Rerun.Data.Linq.Mapping;

/// <summary>
/// Finds the column that a name without attribute means: one of that name, else the component whose entity path and component, path, or end of its path reads so.
/// <c>DriveSpeed</c> and <c>Speed</c> are <c>/drive/speed:Scalars:scalars</c> where nothing else is.
/// </summary>
internal static class ColumnFinding
{
    private static readonly Func<string, IEnumerable<string>>[] Readings =
    [
        column => [RowMapping.Plain(column)],
        column => Parts(column) is (var path, var component) ? [Joined(path) + component] : [],
        column => Parts(column) is (var path, _) ? [Joined(path)] : [],
        column => Parts(column) is (var path, var component) ? Ends(path).Select(end => end + component) : [],
        column => Parts(column) is (var path, _) ? Ends(path) : [],
        column => Parts(column) is (_, var component) ? [component] : [],
    ];

    /// <summary>The place of the column, or -1 if there is none.</summary>
    /// <exception cref="RerunException">Several columns fit equally well.</exception>
    public static int Find(string name, IReadOnlyList<string> columns)
    {
        string plain = RowMapping.Plain(name);
        foreach (Func<string, IEnumerable<string>> reading in Readings)
        {
            int[] found = [.. Enumerable.Range(0, columns.Count).Where(i => reading(columns[i]).Contains(plain))];
            if (found.Length == 1)
            {
                return found[0];
            }

            if (found.Length > 1)
            {
                throw new RerunException(
                    $"{name} may be any of the columns {string.Join(", ", found.Take(5).Select(i => $"'{columns[i]}'"))}. Choose one by [RerunColumn(..)].", RerunErrorCode.Ambiguous);
            }
        }

        return -1;
    }

    // "/drive/speed:Scalars:scalars" is the path drive, speed and the component scalars.
    private static (string[] Path, string Component)? Parts(string column)
    {
        int first = column.IndexOf(':', StringComparison.Ordinal);
        return first < 0 ? null : (
            [.. column[..first].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Word)],
            Word(column[(column.LastIndexOf(':') + 1)..]));
    }

    private static string Joined(string[] path) => string.Concat(path);

    private static IEnumerable<string> Ends(string[] path) => Enumerable.Range(1, Math.Max(0, path.Length - 1)).Select(i => string.Concat(path[i..]));

    private static string Word(string text) => RowMapping.Plain(string.Concat(text.Where(char.IsLetterOrDigit)));
}
