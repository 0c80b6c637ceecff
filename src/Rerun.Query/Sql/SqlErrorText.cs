using System.Text;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql;

/// <summary>Writes error messages that point into SQL text.</summary>
internal static class SqlErrorText
{
    private const int Before = 60;
    private const int After = 60;

    /// <summary>
    /// The message with its line and column (from 1), and the line of text with the stretch underlined. Long lines are shown in part; a
    /// stretch over several lines is underlined to the end of its first.
    /// </summary>
    public static string Render(string sql, SourceSpan span, string message)
    {
        int start = Math.Clamp(span.Start, 0, sql.Length);
        int lineStart = start == 0 ? 0 : sql.LastIndexOf('\n', start - 1) + 1;
        int lineEnd = sql.AsSpan(start).IndexOfAny('\r', '\n');
        lineEnd = lineEnd < 0 ? sql.Length : start + lineEnd;
        int line = 1 + sql.AsSpan(0, lineStart).Count('\n');
        int column = start - lineStart + 1;

        int shownStart = start - lineStart > Before + 10 ? start - Before : lineStart;
        int shownEnd = lineEnd - start > After + 10 ? start + After : lineEnd;
        int length = Math.Clamp(span.Length, 1, Math.Max(1, shownEnd - start));

        var text = new StringBuilder(message.Length + (2 * (shownEnd - shownStart)) + 32);
        text.Append(message).Append(" (line ").Append(line).Append(", column ").Append(column).Append(')').Append('\n').Append("  ");
        string lead = shownStart > lineStart ? "..." : "";
        text.Append(lead).Append(sql, shownStart, shownEnd - shownStart).Append(shownEnd < lineEnd ? "..." : "").Append('\n').Append("  ");
        text.Append(' ', lead.Length);
        foreach (char c in sql.AsSpan(shownStart, start - shownStart))
        {
            // A tab stays a tab, so that the mark stands below its text.
            text.Append(c == '\t' ? '\t' : ' ');
        }

        return text.Append('^', length).ToString();
    }
}
