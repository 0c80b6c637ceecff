using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A constant.</summary>
/// <param name="value">An array of length 1.</param>
internal sealed class ConstantEvaluator(IArrowArray value) : Evaluator(value.Data.DataType, canFail: false)
{
    /// <summary>The value: an array of length 1.</summary>
    public IArrowArray Value { get; } = value;

    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context) => ColumnVector.Constant(Value, batch.Length);
}
