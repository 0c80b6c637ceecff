using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>The value of the first arm whose condition is true, else <c>Else</c>, else null. Arms not taken are never evaluated.</summary>
internal sealed record Case(PlanList<CaseArm> Arms, ScalarExpression? Else, IArrowType Type) : ScalarExpression(Type, MayBeNull(Arms, Else))
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children
    {
        get
        {
            var children = new List<ScalarExpression>();
            foreach (CaseArm arm in Arms)
            {
                children.Add(arm.When);
                children.Add(arm.Then);
            }

            if (Else is not null)
            {
                children.Add(Else);
            }

            return children.ToPlanList();
        }
    }

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children)
    {
        var arms = new CaseArm[Arms.Count];
        for (int i = 0; i < arms.Length; i++)
        {
            arms[i] = new CaseArm(children[2 * i], children[(2 * i) + 1]);
        }

        return new Case([.. arms], Else is null ? null : children[^1], Type);
    }

    private static bool MayBeNull(PlanList<CaseArm> arms, ScalarExpression? @else)
    {
        bool nullable = @else is null || @else.IsNullable;
        foreach (CaseArm arm in arms)
        {
            nullable |= arm.Then.IsNullable;
        }

        return nullable;
    }
}
