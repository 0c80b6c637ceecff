using Rerun.Query.Execution.Operators;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Execution.Planning;

/// <content>Joins and set operations.</content>
internal sealed partial class PhysicalPlanner
{
    private BatchOperator BuildJoin(Join join)
    {
        var left = new ColumnSet(join.Left.Fields.Count);
        var right = new ColumnSet(join.Right.Fields.Count);
        int[] leftKeys = [.. join.Keys.Select(key => left.Add(key.Left))];
        int[] rightKeys = [.. join.Keys.Select(key => right.Add(key.Right))];
        BatchOperator leftInput = left.Above(Build(join.Left), context);
        int leftCount = join.Left.Fields.Count;
        int computed = leftInput.Types.Count - leftCount;

        // Behind the left columns stand computed keys: the right columns begin later than in the plan.
        Plan.Expressions.ScalarExpression? condition = join.Condition?.Rewrite(part =>
            part is Plan.Expressions.ColumnReference column && column.Ordinal >= leftCount ? column with { Ordinal = column.Ordinal + computed } : part);
        var joined = new HashJoinOperator(
            leftInput,
            Above(right, join.Right),
            leftKeys,
            rightKeys,
            TypeOf(join.Kind),
            condition is null ? null : ExpressionCompiler.Compile(condition),
            join.Keys.Count > 0 && join.Keys[0].NullsEqual,
            context);
        return WithoutKeys(joined, leftInput.Types.Count, leftCount, join.Fields.Count - leftCount);
    }

    private BatchOperator BuildAsofJoin(AsofJoin join)
    {
        var left = new ColumnSet(join.Left.Fields.Count);
        var right = new ColumnSet(join.Right.Fields.Count);
        (int Left, int Right)[] keys = [.. join.Keys.Select(key => (left.Add(key.Left), right.Add(key.Right)))];
        (int Left, int Right) times = (left.Add(join.LeftTime), right.Add(join.RightTime));
        BatchOperator leftInput = Above(left, join.Left);
        var joined = new AsofJoinOperator(leftInput, Above(right, join.Right), keys, times, ComparisonOf(join.Comparison), join.KeepsLeft, context);
        return WithoutKeys(joined, leftInput.Types.Count, join.Left.Fields.Count, join.Right.Fields.Count);
    }

    private SetOperationOperator BuildSetOperation(SetOperation operation) => new(
        Input(operation.Operands[0]),
        Input(operation.Operands[1]),
        (operation.Kind, operation.All) switch
        {
            (SetOperationKind.Intersect, false) => SetOperationMode.Intersect,
            (SetOperationKind.Intersect, true) => SetOperationMode.IntersectAll,
            (_, false) => SetOperationMode.Except,
            _ => SetOperationMode.ExceptAll,
        },
        context);

    private static BatchOperator WithoutKeys(BatchOperator joined, int leftWidth, int leftCount, int rightCount) =>
        joined.Types.Count == leftCount + rightCount
            ? joined
            : new ColumnsOperator(joined, [.. Enumerable.Range(0, leftCount), .. Enumerable.Range(leftWidth, rightCount)]);

    private static JoinType TypeOf(JoinKind kind) => kind switch
    {
        JoinKind.Inner => JoinType.Inner,
        JoinKind.Left => JoinType.Left,
        JoinKind.Right => JoinType.Right,
        JoinKind.Full => JoinType.Full,
        JoinKind.Semi => JoinType.Semi,
        JoinKind.Mark => JoinType.Matched,
        JoinKind.MarkUnknown => JoinType.Mark,
        _ => JoinType.Anti,
    };

    private static AsofComparison ComparisonOf(string comparison) => comparison switch
    {
        ">=" => AsofComparison.GreaterOrEqual,
        ">" => AsofComparison.Greater,
        "<=" => AsofComparison.LessOrEqual,
        _ => AsofComparison.Less,
    };
}
