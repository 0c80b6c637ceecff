using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>An error for every row.</summary>
internal sealed class FailingEvaluator(Failing expression) : Evaluator(expression.Type, canFail: true)
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context) =>
        batch.Length == 0 ? Constants.Null(Type, 0) : throw new RerunException(expression.Message, expression.Error);
}
