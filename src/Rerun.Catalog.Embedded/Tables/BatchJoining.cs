using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>Joins small batches of one schema into larger ones, so that a file of many small writes reads as fast as one of few large ones.</summary>
internal static class BatchJoining
{
    private const int MostRows = 65_536;
    private const long MostBytes = 16 << 20;

    /// <summary>The same rows in fewer batches; none is empty.</summary>
    public static async IAsyncEnumerable<RecordBatch> JoinAsync(
        IAsyncEnumerable<RecordBatch> batches, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var waiting = new List<RecordBatch>();
        var (rows, bytes) = (0L, 0L);
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (batch.Length == 0)
            {
                continue;
            }

            var size = ByteSize(batch);
            if (waiting.Count > 0 && (rows + batch.Length > MostRows || bytes + size > MostBytes))
            {
                foreach (var joined in Join(waiting))
                {
                    yield return joined;
                }

                waiting.Clear();
                (rows, bytes) = (0, 0);
            }

            waiting.Add(batch);
            rows += batch.Length;
            bytes += size;
        }

        foreach (var joined in Join(waiting))
        {
            yield return joined;
        }
    }

    /// <summary>About how many bytes a batch takes; shared buffers count as if they were its own.</summary>
    public static long ByteSize(RecordBatch batch) => batch.Arrays.Sum(array => ByteSize(array.Data));

    private static long ByteSize(ArrayData data) =>
        data.Buffers.Sum(buffer => (long)buffer.Length) + data.Children.Sum(ByteSize) + (data.Dictionary is { } dictionary ? ByteSize(dictionary) : 0);

    private static IReadOnlyList<RecordBatch> Join(List<RecordBatch> batches)
    {
        if (batches.Count <= 1)
        {
            return batches;
        }

        try
        {
            var schema = batches[0].Schema;
            var columns = new IArrowArray[schema.FieldsList.Count];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = ArrowArrayConcatenator.Concatenate([.. batches.Select(batch => batch.Column(i))]);
            }

            return [new RecordBatch(schema, columns, batches.Sum(batch => batch.Length))];
        }
        catch (OverflowException)
        {
            // Small dictionary indices do not reach all values of several dictionaries.
            return [.. batches];
        }
    }
}
