using Rerun.Query.Execution.Memory;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Collects the rows of many batches into one, and counts their memory.</summary>
/// <param name="columns">The number of columns.</param>
/// <param name="memory">The budget.</param>
/// <param name="operatorName">Who collects, for errors.</param>
internal sealed class BatchCollector(int columns, MemoryBudget memory, string operatorName) : IDisposable
{
    private readonly List<Arrow.IArrowArray>[] _pieces = [.. Enumerable.Range(0, columns).Select(_ => new List<Arrow.IArrowArray>())];
    private long _reserved;

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds a batch.</summary>
    public void Add(VectorBatch batch)
    {
        var size = 0L;
        for (var i = 0; i < columns; i++)
        {
            var array = batch[i].ToArray();
            size += ArraySize.Of(array);
            _pieces[i].Add(array);
        }

        memory.Reserve(size, operatorName);
        _reserved += size;
        Rows = checked(Rows + batch.Length);
    }

    /// <summary>The rows as one batch; null if there are none. The collector is empty afterwards, but still counts their memory.</summary>
    public VectorBatch? Take()
    {
        if (Rows == 0)
        {
            return null;
        }

        var joined = new ColumnVector[columns];
        for (var i = 0; i < columns; i++)
        {
            joined[i] = ColumnVector.Flat(ArrayTaking.Concat(_pieces[i]));
            _pieces[i].Clear();
        }

        var batch = new VectorBatch(joined, Rows);
        Rows = 0;
        return batch;
    }

    /// <summary>Stops counting the memory of rows taken.</summary>
    public void Release()
    {
        memory.Release(_reserved);
        _reserved = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Release();
}
