using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Binding;

/// <summary>UNNEST inside the select list that is being bound; becomes a column of a <see cref="Plan.Relations.Unnest"/>.</summary>
internal sealed record PendingUnnest(ScalarExpression List) : ScalarExpression(SqlTypes.ElementOf(List.Type), true)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [List];

    /// <summary>Those that stand in an expression.</summary>
    public static List<PendingUnnest> Of(ScalarExpression expression)
    {
        var found = new List<PendingUnnest>();
        expression.Any(part =>
        {
            if (part is PendingUnnest unnest)
            {
                found.Add(unnest);
            }

            return false;
        });
        return found;
    }

    /// <summary>Whether UNNEST stands in an expression.</summary>
    public static bool IsIn(ScalarExpression expression) => expression.Any(part => part is PendingUnnest);

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => new PendingUnnest(children[0]);
}
