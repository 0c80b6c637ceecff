namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What joins the operands of a <see cref="LogicalExpression"/>.
/// </summary>
internal enum LogicalOperator
{
    /// <summary><c>AND</c></summary>
    And,

    /// <summary><c>OR</c></summary>
    Or,
}
