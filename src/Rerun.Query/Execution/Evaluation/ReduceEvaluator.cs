using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>Folds each list of a batch into one value: the n-th elements of all lists at a time.</summary>
internal sealed class ReduceEvaluator(IArrowType type, Evaluator lists, Evaluator? first, LambdaBody body) : Evaluator(type, canFail: true)
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var vector = lists.Evaluate(batch, context).Flatten();
        var elements = ListElements.Of(vector);
        var assembly = new RowAssembly(Type, batch.Length);
        var skipped = first is null ? 1 : 0;
        int[] rows = [.. Enumerable.Range(0, batch.Length).Where(row => !vector.IsNull(row) && LengthOf(elements, row) >= skipped)];
        var accumulated = first is null
            ? elements.Take(Array.ConvertAll(rows, row => elements.Offsets[row]))
            : first.Evaluate(batch, context).Take(rows);
        for (var n = skipped; rows.Length > 0; n++)
        {
            Split(elements, rows, n, out var ended, out var open);
            if (ended.Length > 0)
            {
                assembly.Add(Array.ConvertAll(ended, i => rows[i]), accumulated.Take(ended));
                accumulated = accumulated.Take(open);
                rows = Array.ConvertAll(open, i => rows[i]);
            }

            if (rows.Length > 0)
            {
                var next = elements.Take(Array.ConvertAll(rows, row => elements.Offsets[row] + n));
                accumulated = body.Of(batch, rows, context, accumulated, next, body.PlaceOf(n + 1, rows.Length));
            }
        }

        return assembly.Build();
    }

    private static int LengthOf(ListElements elements, int row) => elements.Offsets[row + 1] - elements.Offsets[row];

    private static void Split(ListElements elements, int[] rows, int n, out int[] ended, out int[] open)
    {
        var done = new List<int>();
        var rest = new List<int>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            (LengthOf(elements, rows[i]) <= n ? done : rest).Add(i);
        }

        ended = [.. done];
        open = [.. rest];
    }
}
