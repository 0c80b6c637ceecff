using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>The first value that is not null; later ones are evaluated only where they are needed.</summary>
internal sealed record Coalesce(PlanList<ScalarExpression> Choices, IArrowType Type) : ScalarExpression(Type, AllNullable(Choices))
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => Choices;

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new Coalesce(children, Type);

    private static bool AllNullable(PlanList<ScalarExpression> choices)
    {
        foreach (ScalarExpression choice in choices)
        {
            if (!choice.IsNullable)
            {
                return false;
            }
        }

        return true;
    }
}
