using Rerun.Arrow.Types;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A conversion to another type.</summary>
internal sealed class CastEvaluator : Evaluator
{
    private readonly Evaluator _input;
    private readonly Cast _cast;
    private readonly bool _isTry;

    /// <summary>Creates the conversion.</summary>
    /// <param name="input">What is converted.</param>
    /// <param name="cast">The conversion from its type.</param>
    /// <param name="isTry">Whether a value that cannot be converted is NULL instead of an error.</param>
    public CastEvaluator(Evaluator input, Cast cast, bool isTry = false)
        : base(cast.To, input.CanFail || (cast.CanFail && !isTry))
    {
        _input = input;
        _cast = cast;
        _isTry = isTry;
    }

    /// <summary>The input converted implicitly to a type, or itself if it has it.</summary>
    public static Evaluator To(Evaluator input, IArrowType type) =>
        TypeComparer.Layout.Equals(input.Type, type) ? input : new CastEvaluator(input, Cast.Between(input.Type, type)!);

    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var input = _input.Evaluate(batch, context);
        if (input.IsConstantNull)
        {
            return Constants.Null(Type, batch.Length);
        }

        if (input.IsConstant || (input.IsCompressed && !_cast.CanFail))
        {
            return input.WithValues(_cast.Convert(input.Values, _isTry));
        }

        return ColumnVector.Flat(_cast.Convert(input.ToArray(), _isTry));
    }
}
