using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Parallel;

/// <summary>The rows that one morsel gave: small batches joined, and what is too much to keep left to be enumerated later.</summary>
internal sealed class MorselRows : IDisposable
{
    private readonly List<VectorBatch> _batches = new(1);
    private IEnumerator<VectorBatch>? _rest;
    private int _next;

    /// <summary>The next batch, or null at the end.</summary>
    public VectorBatch? Next()
    {
        if (_next < _batches.Count)
        {
            var batch = _batches[_next];
            _batches[_next++] = null!;
            return batch;
        }

        if (_rest is null)
        {
            return null;
        }

        if (_rest.MoveNext())
        {
            return _rest.Current;
        }

        Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rest?.Dispose();
        _rest = null;
    }

    /// <summary>Enumerates batches until so many bytes are kept.</summary>
    public static MorselRows Read(IEnumerable<VectorBatch> batches, int batchRows, long mostBytes)
    {
        var result = new MorselRows();
        var small = new List<VectorBatch>(1);
        var smallRows = 0;
        var bytes = 0L;
        var rest = batches.GetEnumerator();
        try
        {
            while (bytes < mostBytes)
            {
                if (!rest.MoveNext())
                {
                    result.Join(small);
                    rest.Dispose();
                    return result;
                }

                var batch = rest.Current;
                bytes += SizeOf(batch);
                if (batch.Length * 4 > batchRows)
                {
                    result.Join(small);
                    smallRows = 0;
                    result._batches.Add(batch);
                    continue;
                }

                small.Add(batch);
                smallRows += batch.Length;
                if (smallRows >= batchRows)
                {
                    result.Join(small);
                    smallRows = 0;
                }
            }
        }
        catch
        {
            rest.Dispose();
            throw;
        }

        result.Join(small);
        result._rest = rest;
        return result;
    }

    private static long SizeOf(VectorBatch batch)
    {
        var bytes = 0L;
        foreach (var column in batch.Columns)
        {
            bytes += column.Kind == VectorKind.Flat ? ArraySize.Of(column.Values) : column.Length * 8L;
        }

        return bytes;
    }

    private void Join(List<VectorBatch> small)
    {
        if (small.Count > 0)
        {
            _batches.Add(VectorBatch.Concat(small));
            small.Clear();
        }
    }
}
