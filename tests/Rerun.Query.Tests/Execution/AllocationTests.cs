using Rerun.Query.Execution;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Operators;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class AllocationTests
{
    private const int Rows = 4096;

    [Fact]
    public void A_filter_allocates_bitmaps_and_rows_not_values()
    {
        FunctionRegistry.BuiltIn.TryGetScalar(">", out var function);
        Assert.True(function!.TryResolve([new(SqlTypes.Double), new(SqlTypes.Double)], out var binding, out _));
        var condition = new CallEvaluator(binding, new ColumnEvaluator(0, SqlTypes.Double), new ConstantEvaluator(One(0.99)));
        var batch = Batch();
        var context = EvaluationContext.Create();
        Assert.InRange(BytesOf(() => FilterOperator.Apply(batch, condition, context)), 1, Rows);
    }

    [Fact]
    public void Adding_a_batch_to_a_sum_allocates_nothing_per_row()
    {
        var state = new GroupedState([SqlTypes.Double], [], [new AggregateCall(Aggregate("sum", SqlTypes.Double), [0]), new AggregateCall(Aggregate("max", SqlTypes.Double), [0])]);
        var batch = Batch();
        var context = EvaluationContext.Create();
        Assert.InRange(BytesOf(() => state.Add(batch, context)), 0, 1024);
    }

    private static VectorBatch Batch()
    {
        var random = new Random(1);
        return new VectorBatch([ColumnVector.Flat(NewArrays.Fixed<double>(SqlTypes.Double, [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())]))], Rows);
    }

    /// <summary>The least of several runs: a collection on another thread takes the rest of this thread's buffer, which counts as allocated.</summary>
    private static long BytesOf(Action action)
    {
        action();
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
