namespace Rerun.Query.Plan.Expressions;

/// <summary>How the operands of a <see cref="Logical"/> are joined.</summary>
internal enum LogicalConnective
{
    And,
    Or,
}
