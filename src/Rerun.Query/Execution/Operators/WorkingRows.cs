using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Operators;

/// <summary>The rows that the present step of a recursive query starts from.</summary>
internal sealed class WorkingRows(int batchRows)
{
    /// <summary>The rows, as one batch.</summary>
    public VectorBatch? Rows { get; set; }

    /// <summary>The rows as they are now, some at a time.</summary>
    public IEnumerable<VectorBatch> Batches()
    {
        for (var start = 0; Rows is { } rows && start < rows.Length; start += batchRows)
        {
            yield return rows.Slice(start, Math.Min(batchRows, rows.Length - start));
        }
    }
}
