using System.Globalization;

namespace Rerun.Data.Tests.Logic;

/// <summary>Loops of a file: <c>loop i 0 10</c> and <c>foreach name a b</c>, up to <c>endloop</c>. Those of several threads run one after the other.</summary>
internal static class LogicLoop
{
    /// <summary>More turns than this are not unrolled.</summary>
    private const int MostTurns = 20_000;

    private static readonly string[] Signed = ["tinyint", "smallint", "integer", "bigint"];
    private static readonly string[] Unsigned = ["utinyint", "usmallint", "uinteger", "ubigint"];

    /// <summary>The line of the loop's end, or the number of lines if there is none.</summary>
    public static int EndOf(string[] lines, int start)
    {
        int open = 0;
        for (int i = start; i < lines.Length; i++)
        {
            string word = lines[i].Trim().Split(' ')[0];
            open += word switch
            {
                "loop" or "foreach" or "concurrentloop" or "concurrentforeach" => 1,
                "endloop" => -1,
                _ => 0,
            };
            if (open == 0)
            {
                return i;
            }
        }

        return lines.Length;
    }

    /// <summary>The value of each turn; null if the loop is not understood.</summary>
    public static IReadOnlyList<string>? ValuesOf(string[] words)
    {
        if (words[0] is "foreach" or "concurrentforeach")
        {
            return [.. words[2..].SelectMany(ValuesOf)];
        }

        return words is [_, _, var first, var end]
            && int.TryParse(first, CultureInfo.InvariantCulture, out int from)
            && int.TryParse(end, CultureInfo.InvariantCulture, out int to)
            && to - (long)from <= MostTurns
            ? [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(turn => turn.ToString(CultureInfo.InvariantCulture))]
            : null;
    }

    public static string[] WithValue(string[] lines, string name, string value) =>
        [.. lines.Select(line => line.Replace($"${{{name}}}", value, StringComparison.Ordinal).Replace($"{{{name}}}", value, StringComparison.Ordinal))];

    private static IEnumerable<string> ValuesOf(string word) => word switch
    {
        "<signed>" => Signed,
        "<unsigned>" => Unsigned,
        "<integral>" => [.. Signed, .. Unsigned],
        "<numeric>" => [.. Signed, .. Unsigned, "float", "double"],
        "<alltypes>" => [.. Signed, .. Unsigned, "float", "double", "bool", "interval", "varchar"],
        _ => [word],
    };
}
