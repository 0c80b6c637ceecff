using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Parallel;

/// <summary>Rows that are at hand, and made into a batch by whoever computes with them, on its own thread.</summary>
internal readonly struct PendingBatch
{
    private readonly VectorBatch? _batch;
    private readonly Func<VectorBatch>? _build;

    /// <summary>A batch that is there already.</summary>
    public PendingBatch(VectorBatch batch)
    {
        _batch = batch;
        Rows = batch.Length;
    }

    /// <summary>Rows that have to be built, once.</summary>
    public PendingBatch(int rows, bool isHeavy, Func<VectorBatch> build)
    {
        Rows = rows;
        IsHeavy = isHeavy;
        _build = build;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether the rows hold much memory, so that few such batches are to be under way at one time.</summary>
    public bool IsHeavy { get; }

    /// <summary>The batch, if it is there already; else null.</summary>
    public VectorBatch? Ready => _batch;

    /// <summary>The batch.</summary>
    public VectorBatch Build() => _batch ?? _build!();
}
