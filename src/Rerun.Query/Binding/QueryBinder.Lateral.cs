using Rerun.Catalog;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using JoinKind = Rerun.Query.Plan.Relations.JoinKind;
using JoinSyntaxKind = Rerun.Query.Sql.Syntax.JoinKind;

namespace Rerun.Query.Binding;

/// <content>LATERAL: relations that depend on the rows of those to their left, and conditions of joins that do.</content>
internal sealed partial class QueryBinder
{
    // Functions in FROM are lateral without saying so.
    private static bool IsLateral(TableSyntax table) => table switch
    {
        DerivedTableSyntax derived => derived.Lateral,
        FunctionTableSyntax => true,
        SampledTableSyntax sampled => IsLateral(sampled.Table),
        _ => false,
    };

    private static bool HasLateral(TableSyntax table) => table is JoinTableSyntax join ? HasLateral(join.Left) || IsLateral(join.Right) : IsLateral(table);

    /// <summary>A relation of FROM beside those before the comma.</summary>
    private BoundRelation BindBeside(BoundRelation left, TableSyntax table) => table switch
    {
        _ when IsUnnest(table) => BindUnnest(left, (FunctionTableSyntax)table),
        _ when IsLateral(table) => BindLateral(left, table, null, keepsLeft: false),
        JoinTableSyntax { Natural: false, Using.IsEmpty: true, Kind: JoinSyntaxKind.Inner or JoinSyntaxKind.Cross or JoinSyntaxKind.Left } join
            when HasLateral(join) => BindJoin(join, BindBeside(left, join.Left)),
        _ => Combine(left, BindTable(table), JoinKind.Inner, null, table),
    };

    private BoundRelation BindLateral(BoundRelation left, TableSyntax table, SqlExpression? on, bool keepsLeft)
    {
        var frame = new SubqueryFrame(left.Scope);
        _frames.Insert(0, frame);
        BoundRelation right;
        try
        {
            right = BindTable(table);
        }
        finally
        {
            _frames.RemoveAt(0);
        }

        ScalarExpression? condition = on is null ? null : BindOn(left, right, on);
        if (!frame.IsCorrelated)
        {
            return Combine(left, right, keepsLeft ? JoinKind.Left : JoinKind.Inner, condition, table);
        }

        LogicalPlan rows = condition is null or Constant { Value: true } ? right.Plan
            : PlanBuilder.Filter(right.Plan, OverRight(condition, left.Plan.Fields.Count, frame), "ON");
        LogicalPlan plan = frame.Joined(left.Plan, rows, keepsLeft);
        return new BoundRelation(plan, left.Scope.Beside(right.Scope, left.Plan, plan.Fields));
    }

    private ScalarExpression BindOn(BoundRelation left, BoundRelation right, SqlExpression on)
    {
        Scope both = left.Scope.Beside(right.Scope, left.Plan, [.. left.Plan.Fields, .. right.Plan.Fields]);
        return new ExpressionBinder(context, this, both, "ON").BindCondition(on);
    }

    // A condition over the columns of both sides of a join, as one over the right side which takes those of the left from around.
    private ScalarExpression OverRight(ScalarExpression condition, int leftCount, SubqueryFrame frame) => condition.Rewrite(part => part switch
    {
        ColumnReference column when column.Ordinal < leftCount => ReferenceTo(column, frame),
        ColumnReference column => column with { Ordinal = column.Ordinal - leftCount },
        _ => part,
    });

    /// <summary>A join other than an inner one with sub-queries in its condition that depend on the rows of a side, or of both.</summary>
    private BoundRelation CombineBySubquery(BoundRelation left, BoundRelation right, JoinKind kind, ScalarExpression condition, SqlNode place)
    {
        int leftCount = left.Plan.Fields.Count;
        var ofLeft = new List<ScalarExpression>();
        var ofRight = new List<ScalarExpression>();
        var rest = new List<ScalarExpression>();
        foreach (ScalarExpression conjunct in Conjuncts.Of(condition))
        {
            bool hasSubquery = HasSubquery(conjunct);
            switch (JoinSides.Of(conjunct, leftCount))
            {
                case JoinSide.Left when hasSubquery:
                    ofLeft.Add(conjunct);
                    break;
                case JoinSide.Right when hasSubquery:
                    ofRight.Add(ColumnMapping.Shift(conjunct, -leftCount));
                    break;
                default:
                    rest.Add(conjunct);
                    break;
            }
        }

        // What depends on one side alone is computed there, once for each of its rows.
        LogicalPlan leftRows = WithColumns(left.Plan, ofLeft);
        LogicalPlan rightRows = WithColumns(right.Plan, ofRight);
        ScalarExpression all = PlanBuilder.And(
        [
            .. rest.Select(conjunct => conjunct.Rewrite(part =>
                part is ColumnReference column && column.Ordinal >= leftCount ? column with { Ordinal = column.Ordinal + ofLeft.Count } : part)),
            .. ofLeft.Select((_, i) => leftRows.Column(leftCount + i)),
            .. ofRight.Select((_, i) => ColumnMapping.Shift(rightRows.Column(right.Plan.Fields.Count + i), leftRows.Fields.Count)),
        ]);
        LogicalPlan joined = rest.Any(HasSubquery) ? JoinByRow(leftRows, rightRows, kind, all, place) : PlanBuilder.Join(leftRows, rightRows, kind, all);
        IEnumerable<int> kept = kind is JoinKind.Semi or JoinKind.Anti
            ? Enumerable.Range(0, leftCount)
            : [.. Enumerable.Range(0, leftCount), .. Enumerable.Range(leftRows.Fields.Count, right.Plan.Fields.Count)];
        LogicalPlan plan = PlanBuilder.Project(joined, kept.Select(i => (ScalarExpression)joined.Column(i)).ToPlanList(), [.. kept.Select(i => joined.Fields[i].Name)]);
        return new BoundRelation(plan, kind is JoinKind.Semi or JoinKind.Anti ? left.Scope : left.Scope.Beside(right.Scope, left.Plan, plan.Fields));
    }

    private LogicalPlan JoinByRow(LogicalPlan left, LogicalPlan right, JoinKind kind, ScalarExpression condition, SqlNode place)
    {
        int leftCount = left.Fields.Count;
        switch (kind)
        {
            case JoinKind.Left:
                {
                    var frame = new SubqueryFrame(Scope.Empty);
                    return frame.Joined(left, PlanBuilder.Filter(right, OverRight(condition, leftCount, frame), "ON"), keepsLeft: true);
                }

            case JoinKind.Right:
                {
                    int rightCount = right.Fields.Count;
                    LogicalPlan swapped = JoinByRow(right, left, JoinKind.Left, condition.Rewrite(part => part is ColumnReference column
                        ? column with { Ordinal = column.Ordinal < leftCount ? column.Ordinal + rightCount : column.Ordinal - leftCount }
                        : part), place);
                    IEnumerable<int> order = [.. Enumerable.Range(rightCount, leftCount), .. Enumerable.Range(0, rightCount)];
                    return PlanBuilder.Project(
                        swapped, order.Select(i => (ScalarExpression)swapped.Column(i)).ToPlanList(), [.. order.Select(i => swapped.Fields[i].Name)]);
                }

            case JoinKind.Semi or JoinKind.Anti:
                {
                    var frame = new SubqueryFrame(Scope.Empty);
                    ScalarExpression exists = frame.Close(new ExistsSubquery(PlanBuilder.Filter(right, OverRight(condition, leftCount, frame), "ON")));
                    return PlanBuilder.Filter(left, kind == JoinKind.Semi ? exists : PlanBuilder.Not(exists), "ON");
                }

            default:
                throw context.NotSupported(place, "FULL JOIN with a sub-query that depends on the rows of both sides");
        }
    }

    private static LogicalPlan WithColumns(LogicalPlan plan, List<ScalarExpression> columns) => columns.Count == 0 ? plan : PlanBuilder.Project(
        plan,
        [.. plan.Fields.Select((_, i) => (ScalarExpression)plan.Column(i)), .. columns],
        [.. plan.Fields.Select(field => field.Name), .. columns.Select((_, i) => $"condition {i + 1}")]);

    private static bool HasSubquery(ScalarExpression expression) => expression.Any(part => part is CorrelatedSubquery);
}
