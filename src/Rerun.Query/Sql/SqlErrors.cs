using Rerun.Catalog;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Sql;

/// <summary>Makes the exceptions about a place in SQL text, for the parser and for the binder.</summary>
internal static class SqlErrors
{
    /// <summary>An exception about a stretch of the text; its message shows the line with the stretch underlined.</summary>
    public static RerunException At(RerunErrorCode code, string sql, SourceSpan span, string message) =>
        new(SqlErrorText.Render(sql, span, message), code) { Position = Math.Clamp(span.Start, 0, sql.Length) + 1 };

    /// <summary>The text does not follow the grammar (42601).</summary>
    public static RerunException Syntax(string sql, SourceSpan span, string message) => At(RerunErrorCode.Syntax, sql, span, message);

    /// <summary>The text is understood, but what it asks for is not offered (0A000).</summary>
    public static RerunException NotSupported(string sql, SourceSpan span, string message) =>
        At(RerunErrorCode.NotSupported, sql, span, message);
}
