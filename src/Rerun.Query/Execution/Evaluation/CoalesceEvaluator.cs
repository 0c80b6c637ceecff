using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>COALESCE: the first value that is not null; later ones are computed only for the rows that still have none.</summary>
/// <param name="type">The type of all values.</param>
/// <param name="choices">The values, at least one.</param>
internal sealed class CoalesceEvaluator(IArrowType type, params Evaluator[] choices) : Evaluator(type, choices.Any(c => c.CanFail))
{
    /// <inheritdoc/>
    public override ColumnVector Evaluate(VectorBatch batch, EvaluationContext context)
    {
        var rest = batch;
        int[]? restRows = null;
        RowAssembly? assembly = null;
        foreach (var choice in choices)
        {
            var values = choice.Evaluate(rest, context);
            if (values.IsConstantNull)
            {
                continue;
            }

            if (!values.MayHaveNulls)
            {
                if (assembly is null)
                {
                    return values;
                }

                assembly.Add(restRows, values);
                return assembly.Build();
            }

            var (known, missing) = Split(values);
            assembly ??= new RowAssembly(Type, batch.Length);
            assembly.Add(Places(restRows, known), values.Take(known));
            rest = rest.Take(missing);
            restRows = Places(restRows, missing);
            if (missing.Length == 0)
            {
                break;
            }
        }

        return assembly?.Build() ?? Constants.Null(Type, batch.Length);
    }

    private static (int[] Known, int[] Missing) Split(ColumnVector values)
    {
        var known = new List<int>(values.Length);
        var missing = new List<int>();
        for (var i = 0; i < values.Length; i++)
        {
            (values.IsNull(i) ? missing : known).Add(i);
        }

        return ([.. known], [.. missing]);
    }

    private static int[] Places(int[]? outer, int[] inner) => outer is null ? inner : Array.ConvertAll(inner, row => outer[row]);
}
