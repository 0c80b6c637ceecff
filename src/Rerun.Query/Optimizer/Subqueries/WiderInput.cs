using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>Puts relations over inputs that have more columns behind those that they know.</summary>
internal static class WiderInput
{
    /// <summary>Whether the relation has one input, whose columns its expressions are over.</summary>
    public static bool Fits(LogicalPlan relation) => relation is Project or Aggregate or Filter or Sort or Distinct or Window or Unnest;

    /// <summary>The relation over the wider input; it may itself become wider.</summary>
    public static LogicalPlan Over(LogicalPlan relation, LogicalPlan input) => relation switch
    {
        Window window => window with { Input = input, Fields = [.. input.Fields, .. window.Fields.Skip(window.Input.Fields.Count)] },
        Unnest unnest => unnest with { Input = input, Fields = [.. input.Fields, .. unnest.Fields.Skip(unnest.Input.Fields.Count)] },
        _ => relation.WithInputs([input]),
    };

    /// <summary>A relation that became wider, with the columns that it had before.</summary>
    /// <param name="wider">The relation as it is now.</param>
    /// <param name="before">The relation over its former input.</param>
    public static LogicalPlan Restored(LogicalPlan wider, LogicalPlan before)
    {
        if (before is Project or Aggregate || wider.Fields.Count == before.Fields.Count)
        {
            return wider;
        }

        int inputCount = before.Inputs[0].Fields.Count;
        int firstOwn = wider.Inputs[0].Fields.Count;
        return PlanBuilder.Project(
            wider,
            before.Fields.Select((_, i) => (ScalarExpression)wider.Column(i < inputCount ? i : firstOwn + i - inputCount)).ToPlanList(),
            [.. before.Fields.Select(field => field.Name)]);
    }

    /// <summary>The relation with a part of its expressions replaced by another, wherever it stands.</summary>
    public static LogicalPlan Replace(LogicalPlan relation, ScalarExpression part, ScalarExpression value) =>
        relation.WithExpressions(expression => Replace(expression, part, value));

    private static ScalarExpression Replace(ScalarExpression expression, ScalarExpression part, ScalarExpression value)
    {
        if (expression.Equals(part))
        {
            return value;
        }

        PlanList<ScalarExpression> children = expression.Children.Map(child => Replace(child, part, value), out bool isChanged);
        return isChanged ? expression.WithChildren(children) : expression;
    }
}
