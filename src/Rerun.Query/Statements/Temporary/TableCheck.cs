using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements.Temporary;

/// <summary>A condition that the rows of a temporary table fulfil, unless it is NULL for them.</summary>
/// <param name="Sql">The text that the condition is part of.</param>
/// <param name="Condition">The condition.</param>
internal sealed record TableCheck(string Sql, SqlExpression Condition)
{
    /// <summary>The condition as it was written.</summary>
    public string Text => Sql.Substring(Condition.Span.Start, Condition.Span.Length);
}
