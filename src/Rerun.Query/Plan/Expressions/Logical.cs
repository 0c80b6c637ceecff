using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Two or more conditions joined by AND or by OR, in three-valued logic.</summary>
internal sealed record Logical(LogicalConnective Connective, PlanList<ScalarExpression> Operands)
    : ScalarExpression(BooleanType.Default, AnyNullable(Operands))
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => Operands;

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new Logical(Connective, children);

    private static bool AnyNullable(PlanList<ScalarExpression> operands)
    {
        foreach (ScalarExpression operand in operands)
        {
            if (operand.IsNullable)
            {
                return true;
            }
        }

        return false;
    }
}
