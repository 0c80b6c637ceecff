using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A column of the batch.</summary>
/// <param name="column">Its ordinal.</param>
/// <param name="type">Its type.</param>
internal sealed class ColumnEvaluator(int column, IArrowType type) : Evaluator(type, canFail: false)
{
    /// <summary>The ordinal of the column.</summary>
    public int Column { get; } = column;

    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context) => batch[Column];
}
