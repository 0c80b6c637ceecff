using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// What is said of a join's key on one side holds for the key of the other: rows that it excludes cannot match. So a sub-query of one partition
/// reads that partition only, though its condition became a join.
/// </summary>
internal sealed class InferKeyConditions : IOptimizerRule
{
    public const string RuleName = "infer-key-conditions";

    private static readonly string[] Comparisons = ["=", "<>", "<", "<=", ">", ">="];

    private readonly PushDownFilters _push = new();

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => plan.RewriteUp(relation => relation is Join join ? Infer(join) : relation);

    private Join Infer(Join join)
    {
        // Where a null on the right decides what a row without a match is, or all right rows are kept, none may be missing.
        if (join.Keys.IsEmpty || join.Kind is JoinKind.Right or JoinKind.Full or JoinKind.MarkUnknown)
        {
            return join;
        }

        ScalarExpression[] ofLeft = [.. Known(join.Left)];
        ScalarExpression[] ofRight = [.. Known(join.Right)];
        LogicalPlan right = With(join.Right, join.Keys.SelectMany(key => Moved(ofLeft, key.Left, key.Right)).Except(ofRight));
        LogicalPlan left = join.Kind is JoinKind.Inner or JoinKind.Semi
            ? With(join.Left, join.Keys.SelectMany(key => Moved(ofRight, key.Right, key.Left)).Except(ofLeft))
            : join.Left;
        return ReferenceEquals(left, join.Left) && ReferenceEquals(right, join.Right) ? join : join with { Left = left, Right = right };
    }

    private LogicalPlan With(LogicalPlan plan, IEnumerable<ScalarExpression> conditions)
    {
        ScalarExpression[] all = [.. conditions];
        return all.Length == 0 ? plan : _push.Apply(new Filter(plan, PlanBuilder.And(all)));
    }

    private static IEnumerable<ScalarExpression> Moved(ScalarExpression[] conditions, ScalarExpression from, ScalarExpression to) =>
        from is ColumnReference column && !Volatile.IsIn(to)
            ? conditions.Where(condition => IsOf(condition, column)).Select(condition => condition.Rewrite(part => part is ColumnReference ? to : part))
            : [];

    // Comparisons with what is known: they say the same of all values that are equal as keys.
    private static bool IsOf(ScalarExpression condition, ColumnReference column) => condition switch
    {
        FunctionCall { Arguments: [var left, var right] } call => Comparisons.Contains(call.Name)
            && ((column.Equals(left) && right is Constant) || (column.Equals(right) && left is Constant)),
        InList list => column.Equals(list.Operand) && list.Items.All(item => item is Constant),
        _ => false,
    };

    /// <summary>Conditions that all rows of a relation meet, over its columns.</summary>
    private static IEnumerable<ScalarExpression> Known(LogicalPlan plan)
    {
        switch (plan)
        {
            case Filter filter:
                return Conjuncts.Of(filter.Condition).Concat(Known(filter.Input));
            case Sort or Limit or Distinct:
                return Known(plan.Inputs[0]);
            case Join { Kind: JoinKind.Inner } join:
                return Known(join.Left).Concat(Known(join.Right).Select(condition => ColumnMapping.Shift(condition, join.Left.Fields.Count)));
            case Join { Kind: not (JoinKind.Right or JoinKind.Full) } join:
                return Known(join.Left);
            case Project project:
                return Known(project.Input).Where(condition => condition.Any(part => part is ColumnReference)).Select(condition => Above(condition, project)).OfType<ScalarExpression>();
            default:
                return [];
        }
    }

    private static ScalarExpression? Above(ScalarExpression condition, Project project)
    {
        bool isWhole = true;
        ScalarExpression above = condition.Rewrite(part =>
        {
            if (part is not ColumnReference column)
            {
                return part;
            }

            int place = project.Expressions.AsSpan().IndexOf(column);
            isWhole &= place >= 0;
            return place >= 0 ? column with { Ordinal = place } : part;
        });
        return isWhole ? above : null;
    }
}
