using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <content>Joins.</content>
internal sealed partial class PlanBuilder
{
    /// <summary>Pairs of rows for which a condition holds. Equalities between the two sides become keys.</summary>
    /// <param name="left">The left relation.</param>
    /// <param name="right">The right relation.</param>
    /// <param name="kind">Which rows it gives.</param>
    /// <param name="condition">Over the columns of left, then right; null for all pairs.</param>
    public static LogicalPlan Join(LogicalPlan left, LogicalPlan right, JoinKind kind, ScalarExpression? condition)
    {
        int leftCount = left.Fields.Count;
        var keys = new List<JoinKey>();
        var rest = new List<ScalarExpression>();
        foreach (ScalarExpression conjunct in condition is null ? [] : Conjuncts.Of(Condition(condition, "ON")))
        {
            if (JoinSides.KeyOf(conjunct, leftCount) is { } key)
            {
                keys.Add(key);
            }
            else
            {
                rest.Add(conjunct);
            }
        }

        return new Join(left, right, kind, keys.ToPlanList(), rest.Count == 0 ? null : And(rest), JoinFields(left, right, kind));
    }

    /// <summary>The columns of a join.</summary>
    public static PlanList<Field> JoinFields(LogicalPlan left, LogicalPlan right, JoinKind kind)
    {
        if (kind is JoinKind.Semi or JoinKind.Anti)
        {
            return left.Fields;
        }

        IEnumerable<Field> leftFields = kind is JoinKind.Right or JoinKind.Full ? left.Fields.Select(Nullable) : left.Fields;
        IEnumerable<Field> rightFields = kind is JoinKind.Left or JoinKind.Full ? right.Fields.Select(Nullable) : right.Fields;
        return leftFields.Concat(rightFields).ToPlanList();
    }

    private static Field Nullable(Field field) => field.IsNullable ? field : field.WithNullable(true);
}
