using System.Runtime.CompilerServices;
using Rerun.Query.Execution.Hashing;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>The rows of a morsel on their way to the parts that group them.</summary>
/// <param name="batches">The rows.</param>
internal sealed class SplitRows(List<VectorBatch> batches)
{
    private List<(VectorBatch Rows, int[] Places, int Start)>[]? _parts;

    /// <summary>The rows as they came.</summary>
    public List<VectorBatch> Batches => batches;

    /// <summary>The number of rows.</summary>
    public int Count { get; } = CountOf(batches);

    /// <summary>Deals the rows to parts, if that has not been done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Split(KeyPartitioner partitioner, int[] keys, int parts)
    {
        if (_parts is not null)
        {
            return;
        }

        _parts = [.. Enumerable.Range(0, parts).Select(_ => new List<(VectorBatch, int[], int)>())];
        var start = 0;
        foreach (var batch in batches)
        {
            var rows = partitioner.Split(batch.Project(keys).Columns, batch.Length);
            for (var part = 0; part < parts; part++)
            {
                if (rows[part].Length > 0)
                {
                    _parts[part].Add((rows[part].Length == batch.Length ? batch : batch.Take(rows[part]), rows[part], start));
                }
            }

            start += batch.Length;
        }
    }

    /// <summary>The rows of a part: batches, and for each of its rows the place in its batch, which begins at a row of the morsel.</summary>
    public IReadOnlyList<(VectorBatch Rows, int[] Places, int Start)> Of(int part) => _parts![part];

    private static int CountOf(List<VectorBatch> batches)
    {
        var count = 0;
        foreach (var batch in batches)
        {
            count += batch.Length;
        }

        return count;
    }
}
