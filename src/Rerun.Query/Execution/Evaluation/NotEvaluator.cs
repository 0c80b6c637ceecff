using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>NOT: true where its operand is false, NULL where it is NULL.</summary>
/// <param name="operand">A boolean.</param>
internal sealed class NotEvaluator(Evaluator operand) : Evaluator(SqlTypes.Boolean, operand.CanFail)
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var values = operand.Evaluate(batch, context);
        return values.IsConstantNull ? Constants.Null(Type, batch.Length) : values.WithValues(Negate(values.Values));
    }

    private static Arrow.IArrowArray Negate(Arrow.IArrowArray array)
    {
        var bits = NewArrays.Bitmap(array.Length);
        var words = NewArrays.Words(bits);
        var view = new BooleanView(ColumnVector.Flat(array));
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = ~view.Word(i * 64, array.Length);
        }

        return NewArrays.Boolean(bits, Validity.Of(array), array.Length);
    }
}
