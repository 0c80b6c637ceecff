using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
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
            if (JoinSides.KeyOf(conjunct, leftCount, keys) is { } key)
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

    /// <summary>Each left row with the nearest right row in time among those with equal keys.</summary>
    /// <param name="left">The left relation.</param>
    /// <param name="right">The right relation.</param>
    /// <param name="condition">Equalities and exactly one inequality between the two sides, over the columns of left, then right.</param>
    /// <param name="keepsLeft">Whether left rows without a match stay.</param>
    /// <exception cref="RerunException">The condition is not of that form.</exception>
    public static LogicalPlan AsofJoin(LogicalPlan left, LogicalPlan right, ScalarExpression condition, bool keepsLeft)
    {
        int leftCount = left.Fields.Count;
        var keys = new List<JoinKey>();
        FunctionCall? time = null;
        foreach (ScalarExpression conjunct in Conjuncts.Of(Condition(condition, "ON")))
        {
            if (conjunct is FunctionCall { Name: "=" } && JoinSides.KeyOf(conjunct, leftCount, keys) is { } key)
            {
                keys.Add(key);
            }
            else if (time is null && conjunct is FunctionCall { Name: ">=" or ">" or "<=" or "<" } inequality)
            {
                time = inequality;
            }
            else
            {
                throw AsofForm();
            }
        }

        return (time is null ? default : (JoinSides.Of(time.Arguments[0], leftCount), JoinSides.Of(time.Arguments[1], leftCount))) switch
        {
            (JoinSide.Left, JoinSide.Right) => Build(time!.Arguments[0], time.Name, time.Arguments[1]),
            (JoinSide.Right, JoinSide.Left) => Build(time!.Arguments[1], ComparisonNames.Mirrored(time.Name), time.Arguments[0]),
            _ => throw AsofForm(),
        };

        AsofJoin Build(ScalarExpression leftTime, string comparison, ScalarExpression rightTime) => new(
            left,
            right,
            keys.ToPlanList(),
            leftTime,
            comparison,
            ColumnMapping.Shift(rightTime, -leftCount),
            keepsLeft,
            JoinFields(left, right, keepsLeft ? JoinKind.Left : JoinKind.Inner));
    }

    private static RerunException AsofForm() =>
        new("ASOF JOIN takes equalities and exactly one of >=, >, <=, < between the two sides.", RerunErrorCode.NotSupported);

    /// <summary>The columns of a join.</summary>
    public static PlanList<Field> JoinFields(LogicalPlan left, LogicalPlan right, JoinKind kind)
    {
        if (kind is JoinKind.Semi or JoinKind.Anti)
        {
            return left.Fields;
        }

        if (kind is JoinKind.Mark or JoinKind.MarkUnknown)
        {
            return [.. left.Fields, new Field("has match", SqlTypes.Boolean, kind == JoinKind.MarkUnknown)];
        }

        IEnumerable<Field> leftFields = kind is JoinKind.Right or JoinKind.Full ? left.Fields.Select(Nullable) : left.Fields;
        IEnumerable<Field> rightFields = kind is JoinKind.Left or JoinKind.Full ? right.Fields.Select(Nullable) : right.Fields;
        return leftFields.Concat(rightFields).ToPlanList();
    }

    private static Field Nullable(Field field) => field.IsNullable ? field : field.WithNullable(true);
}
