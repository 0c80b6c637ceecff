using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>Computes an expression for the rows of a batch. Has no state of its own: one evaluator may serve several threads.</summary>
/// <param name="type">The type of the result.</param>
/// <param name="canFail">Whether some rows are errors, so that it must not be computed for rows that a condition excludes.</param>
internal abstract class Evaluator(IArrowType type, bool canFail)
{
    /// <summary>The type of the result.</summary>
    public IArrowType Type { get; } = type;

    /// <summary>Whether some rows are errors.</summary>
    public bool CanFail { get; } = canFail;

    /// <summary>The expression's values for all rows of a batch.</summary>
    public abstract ColumnVector Evaluate(VectorBatch batch, EvaluationContext context);
}
