using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Parallel;

/// <summary>Rows that are at hand, and made into a batch by whoever computes with them, on its own thread.</summary>
internal readonly struct PendingBatch
{
    private readonly VectorBatch? _batch;
    private readonly IRowStretch? _stretch;

    /// <summary>A batch that is there already.</summary>
    public PendingBatch(VectorBatch batch)
    {
        _batch = batch;
        Rows = batch.Length;
    }

    /// <summary>Rows that have to be built, once.</summary>
    public PendingBatch(IRowStretch stretch)
    {
        Rows = stretch.Count;
        _stretch = stretch;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether the rows hold much memory, so that few such batches are to be under way at one time.</summary>
    public bool IsHeavy => _stretch is { IsHeavy: true };

    /// <summary>The batch, if it is there already; else null.</summary>
    public VectorBatch? Ready => _batch;

    /// <summary>The batch.</summary>
    public VectorBatch Build() => _batch ?? Build(_stretch!);

    /// <summary>Builds rows as a batch.</summary>
    public static VectorBatch Build(IRowStretch stretch)
    {
        var arrays = stretch.BuildColumns();
        var columns = new ColumnVector[arrays.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = arrays[i] is { } array ? ColumnVector.Flat(array) : ColumnVector.Constant(stretch.Partition, stretch.Count);
        }

        return new VectorBatch(columns, stretch.Count);
    }
}
