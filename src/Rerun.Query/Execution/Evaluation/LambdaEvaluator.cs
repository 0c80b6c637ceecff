using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>Computes a lambda for all elements of the lists of a batch and makes one value per list of the results.</summary>
internal sealed class LambdaEvaluator(LambdaFunctionKind kind, IArrowType type, Evaluator lists, LambdaBody body) : Evaluator(type, canFail: true)
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var vector = lists.Evaluate(batch, context);
        if (vector.IsConstantNull)
        {
            return Constants.Null(Type, batch.Length);
        }

        if (vector.IsConstant && body.IsSelfContained)
        {
            return ColumnVector.Constant(Compute(ColumnVector.Flat(vector.Values), batch, context), batch.Length);
        }

        return ColumnVector.Flat(Compute(vector.Flatten(), batch, context));
    }

    private IArrowArray Compute(ColumnVector vector, VectorBatch batch, EvaluationContext context)
    {
        var elements = ListElements.Of(vector);
        var values = body.ForAll(elements, batch, context);
        return kind switch
        {
            LambdaFunctionKind.Transform => Transform(elements, values),
            LambdaFunctionKind.Filter => Filter(elements, values),
            _ => Decide(elements, values),
        };
    }

    private IArrowArray Transform(ListElements elements, List<ColumnVector> values)
    {
        var items = values.Count == 0 ? ArrayTaking.Nulls(SqlTypes.ElementOf(Type), 0) : ArrayTaking.Concat([.. values.Select(piece => piece.ToArray())]);
        return NewArrays.List(Type, elements.Offsets, items, Validity.Of(elements.Lists));
    }

    private IArrowArray Filter(ListElements elements, List<ColumnVector> values)
    {
        var kept = new List<int>();
        var start = 0;
        foreach (var piece in values)
        {
            foreach (var row in Truth.Rows(Truth.Of(piece).TrueBits, piece.Length, wanted: true))
            {
                kept.Add(start + row);
            }

            start += piece.Length;
        }

        var offsets = new int[elements.Offsets.Length];
        foreach (var element in kept)
        {
            offsets[elements.Rows[element] + 1]++;
        }

        for (var row = 1; row < offsets.Length; row++)
        {
            offsets[row] += offsets[row - 1];
        }

        return NewArrays.List(Type, offsets, elements.Take([.. kept]).ToArray(), Validity.Of(elements.Lists));
    }

    // One element decides: a true one for any and none, a false one for all. Without one, a NULL leaves it open.
    private IArrowArray Decide(ListElements elements, List<ColumnVector> values)
    {
        var length = elements.Lists.Length;
        var decided = NewArrays.Bitmap(length);
        var open = NewArrays.Bitmap(length);
        var start = 0;
        foreach (var piece in values)
        {
            var truth = Truth.Of(piece);
            var deciding = kind == LambdaFunctionKind.All ? truth.FalseBits : truth.TrueBits;
            for (var i = 0; i < piece.Length; i++)
            {
                var row = elements.Rows[start + i];
                if (BitUtility.GetBit(deciding, i))
                {
                    BitUtility.SetBit(decided, row);
                }
                else if (!BitUtility.GetBit(truth.TrueBits, i) && !BitUtility.GetBit(truth.FalseBits, i))
                {
                    BitUtility.SetBit(open, row);
                }
            }

            start += piece.Length;
        }

        var results = NewArrays.Bitmap(length);
        var known = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            var isDecided = BitUtility.GetBit(decided, row);
            BitUtility.SetBit(results, row, isDecided == (kind == LambdaFunctionKind.Any));
            BitUtility.SetBit(known, row, elements.Lists.IsValid(row) && (isDecided || !BitUtility.GetBit(open, row)));
        }

        return NewArrays.Boolean(results, Validity.FromBits(known, length), length);
    }
}
