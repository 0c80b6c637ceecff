using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>
/// AND or OR of any number of terms, in three-valued logic. A later term that can raise an error is computed only for the rows
/// that the earlier ones leave undecided.
/// </summary>
/// <param name="isAnd">AND, else OR.</param>
/// <param name="terms">The terms, at least one.</param>
internal sealed class LogicalEvaluator(bool isAnd, params Evaluator[] terms)
    : Evaluator(SqlTypes.Boolean, terms.Any(t => t.CanFail))
{
    /// <summary>Below this part of undecided rows, a term is computed for them alone.</summary>
    private const int SelectiveFraction = 8;

    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        if (terms.Length == 1)
        {
            return terms[0].Evaluate(batch, context);
        }

        var result = Truth.Of(terms[0].Evaluate(batch, context));
        for (var i = 1; i < terms.Length; i++)
        {
            var decided = isAnd ? result.FalseBits : result.TrueBits;
            var open = batch.Length - Truth.Count(decided);
            if (open == 0)
            {
                break;
            }

            var term = terms[i];
            Truth next;
            if (open < batch.Length && (term.CanFail || open * SelectiveFraction < batch.Length))
            {
                var rows = Truth.Rows(decided, batch.Length, wanted: false);
                next = Truth.Scatter(Truth.Of(term.Evaluate(batch.Take(rows), context)), rows, batch.Length);
                KeepDecided(next, decided);
            }
            else
            {
                next = Truth.Of(term.Evaluate(batch, context));
            }

            if (isAnd)
            {
                result.And(next);
            }
            else
            {
                result.Or(next);
            }
        }

        return result.ToVector();
    }

    private void KeepDecided(Truth next, byte[] decided)
    {
        var into = NewArrays.Words(isAnd ? next.FalseBits : next.TrueBits);
        var from = NewArrays.Words(decided);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] |= from[i];
        }
    }
}
