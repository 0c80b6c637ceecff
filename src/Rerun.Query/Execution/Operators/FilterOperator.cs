using System.Runtime.CompilerServices;
using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Keeps the rows for which a condition is true.</summary>
/// <param name="input">The rows.</param>
/// <param name="condition">The condition.</param>
/// <param name="context">The execution.</param>
internal sealed class FilterOperator(BatchOperator input, Evaluator condition, EvaluationContext context) : MapOperator(input, input.Types)
{
    /// <inheritdoc/>
    public override string Name => "Filter";

    /// <summary>The rows of a batch for which a condition is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static VectorBatch Apply(VectorBatch batch, Evaluator condition, EvaluationContext context)
    {
        var outcome = condition.Evaluate(batch, context);
        if (outcome.IsConstant)
        {
            return !outcome.IsConstantNull && new BooleanView(outcome)[0] ? batch : batch.Slice(0, 0);
        }

        var truth = Truth.Of(outcome);
        var count = Truth.Count(truth.TrueBits);
        return count == batch.Length ? batch
            : count == 0 ? batch.Slice(0, 0)
            : batch.Take(Truth.Rows(truth.TrueBits, batch.Length, wanted: true));
    }

    /// <inheritdoc/>
    public override VectorBatch Map(VectorBatch batch) => Apply(batch, condition, context);
}
