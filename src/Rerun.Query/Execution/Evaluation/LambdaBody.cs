using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Evaluation;

/// <summary>A lambda's body: computed for all elements at once, as an expression over rows of captured columns, then of the parameters.</summary>
/// <param name="body">Computes it.</param>
/// <param name="captured">The columns around that it uses.</param>
/// <param name="hasPlace">Whether the last parameter is the place of the element.</param>
/// <param name="isVolatile">Whether it gives another value each time.</param>
internal sealed class LambdaBody(Evaluator body, int[] captured, bool hasPlace, bool isVolatile)
{
    // Lists may be images: their elements are gone through in pieces.
    private const int MostElements = 1 << 16;

    /// <summary>The type of its values.</summary>
    public Arrow.Types.IArrowType Type => body.Type;

    /// <summary>Whether it gives the same for the same elements in each row.</summary>
    public bool IsSelfContained => captured.Length == 0 && !isVolatile;

    /// <summary>Its values for all elements.</summary>
    public List<ColumnVector> ForAll(ListElements elements, VectorBatch batch, EvaluationContext context)
    {
        var pieces = new List<ColumnVector>();
        for (var start = 0; start < elements.Count; start += MostElements)
        {
            var count = Math.Min(MostElements, elements.Count - start);
            var rows = elements.Rows.AsMemory(start, count);
            pieces.Add(Of(batch, rows, context, null, elements.Slice(start, count), hasPlace ? Places(elements, start, count) : null));
        }

        return pieces;
    }

    /// <summary>Its values for given rows and parameters.</summary>
    public ColumnVector Of(
        VectorBatch batch, ReadOnlyMemory<int> rows, EvaluationContext context, ColumnVector? accumulated, ColumnVector elements, ColumnVector? places)
    {
        var columns = new List<ColumnVector>(captured.Length + 3);
        foreach (var column in captured)
        {
            columns.Add(batch[column].Take(rows));
        }

        if (accumulated is not null)
        {
            columns.Add(accumulated);
        }

        columns.Add(elements);
        if (places is not null)
        {
            columns.Add(places);
        }

        return body.Evaluate(new VectorBatch([.. columns], rows.Length), context);
    }

    /// <summary>The place of the n-th elements of lists, where the body wants it.</summary>
    public ColumnVector? PlaceOf(int n, int length) => hasPlace ? ColumnVector.Constant(Constants.Of((long)n), length) : null;

    private static ColumnVector Places(ListElements elements, int start, int count)
    {
        var buffer = NewArrays.Buffer<long>(count, out var places);
        for (var i = 0; i < count; i++)
        {
            places[i] = start + i - elements.Offsets[elements.Rows[start + i]] + 1;
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.BigInt, buffer, default, count));
    }
}
