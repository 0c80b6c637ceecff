using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Windows;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using ColumnKey = Rerun.Query.Execution.Operators.SortKey;

namespace Rerun.Query.Execution.Planning;

/// <content>Window functions.</content>
internal sealed partial class PhysicalPlanner
{
    private BatchOperator BuildWindow(Window window)
    {
        int inputCount = window.Input.Fields.Count;
        var columns = new ColumnSet(inputCount);
        int[] partition = [.. window.PartitionBy.Select(columns.Add)];
        ColumnKey[] order = [.. window.OrderBy.Select(key => new ColumnKey(columns.Add(key.Expression), key.Descending, key.NullsFirst))];
        WindowCall[] calls =
        [
            .. window.Calls.Select(call => new WindowCall(call.Function, call.Aggregate, [.. call.Arguments.Select(argument => columns.Add(Guarded(argument, call.Filter)))])
            {
                Frame = FrameOf(call.Frame),
                Filter = call.Filter is null ? -1 : columns.Add(call.Filter),
                Distinct = call.Distinct,
                IgnoreNulls = call.IgnoresNulls,
            }),
        ];
        BatchOperator input = Above(columns, window.Input);
        var computed = new WindowOperator(input, partition, order, calls, context);
        return input.Types.Count == inputCount
            ? computed
            : new ColumnsOperator(computed, [.. Enumerable.Range(0, inputCount), .. Enumerable.Range(input.Types.Count, calls.Length)]);
    }

    private static WindowFrame FrameOf(Frame frame) => new(
        frame.Unit switch
        {
            FrameUnit.Rows => WindowFrameUnit.Rows,
            FrameUnit.Groups => WindowFrameUnit.Groups,
            _ => WindowFrameUnit.Range,
        },
        EndOf(frame.Start),
        EndOf(frame.End),
        frame.Exclusion switch
        {
            FrameExclusion.CurrentRow => WindowExclusion.CurrentRow,
            FrameExclusion.Group => WindowExclusion.Group,
            FrameExclusion.Ties => WindowExclusion.Ties,
            _ => WindowExclusion.None,
        });

    private static WindowBound EndOf(FrameEnd end) => new(end.Direction, end.Offset is Constant offset ? ConstantArrays.Of(offset) : null);
}
