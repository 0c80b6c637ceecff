using Rerun.Query.Execution.Evaluation;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>Computes expressions for each row.</summary>
/// <param name="input">The rows.</param>
/// <param name="expressions">One expression per resulting column.</param>
/// <param name="context">The execution.</param>
internal sealed class ProjectOperator(BatchOperator input, Evaluator[] expressions, EvaluationContext context)
    : MapOperator(input, Array.ConvertAll(expressions, static expression => expression.Type))
{
    /// <inheritdoc/>
    public override string Name => "Project";

    /// <inheritdoc/>
    public override VectorBatch Map(VectorBatch batch)
    {
        var columns = new ColumnVector[expressions.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = expressions[i].Evaluate(batch, context);
        }

        return new VectorBatch(columns, batch.Length);
    }
}
