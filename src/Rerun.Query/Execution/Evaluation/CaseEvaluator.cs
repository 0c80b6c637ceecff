using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>CASE: each branch is computed only for the rows that take it, so that errors of the others never happen.</summary>
/// <param name="type">The type of all results.</param>
/// <param name="branches">Conditions (boolean) and results (of the type).</param>
/// <param name="otherwise">The result of ELSE, or null for NULL.</param>
internal sealed class CaseEvaluator(IArrowType type, IReadOnlyList<(Evaluator When, Evaluator Then)> branches, Evaluator? otherwise)
    : Evaluator(type, branches.Any(b => b.When.CanFail || b.Then.CanFail) || otherwise?.CanFail == true)
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var rest = batch;
        int[]? restRows = null;
        RowAssembly? assembly = null;
        foreach (var (when, then) in branches)
        {
            var truth = Truth.Of(when.Evaluate(rest, context));
            var matches = Truth.Count(truth.TrueBits);
            if (matches == 0)
            {
                continue;
            }

            if (matches == rest.Length)
            {
                return Finish(then, rest, restRows, assembly, context);
            }

            assembly ??= new RowAssembly(Type, batch.Length);
            var taken = Truth.Rows(truth.TrueBits, rest.Length, wanted: true);
            assembly.Add(Places(restRows, taken), then.Evaluate(rest.Take(taken), context));
            var left = Truth.Rows(truth.TrueBits, rest.Length, wanted: false);
            rest = rest.Take(left);
            restRows = Places(restRows, left);
        }

        return Finish(otherwise, rest, restRows, assembly, context);
    }

    private ColumnVector Finish(Evaluator? result, VectorBatch rest, int[]? restRows, RowAssembly? assembly, EvaluationContext context)
    {
        if (assembly is null)
        {
            return result?.Evaluate(rest, context) ?? Constants.Null(Type, rest.Length);
        }

        if (result is not null)
        {
            assembly.Add(restRows, result.Evaluate(rest, context));
        }

        return assembly.Build();
    }

    private static int[] Places(int[]? outer, int[] inner) => outer is null ? inner : Array.ConvertAll(inner, row => outer[row]);
}
