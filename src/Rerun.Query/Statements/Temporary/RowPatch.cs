using System.Collections.Immutable;
using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Statements.Temporary;

/// <summary>Puts rows in the place of others, or leaves them out; batches without such rows stay what they are.</summary>
internal static class RowPatch
{
    // Batches up to here are joined, so that rows which come one by one are not read one by one.
    private const int SmallBatch = 4096;

    /// <summary>The batches with some rows replaced.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="rows">The numbers of the rows, each once, counted through all batches.</param>
    /// <param name="values">The new rows, in the same order; columns behind those of the batches do not count.</param>
    public static ImmutableList<RecordBatch> Replace(ImmutableList<RecordBatch> batches, int[] rows, RecordBatch values)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        int[] sorted = [.. rows];
        Array.Sort(sorted, order);
        ImmutableList<RecordBatch>.Builder result = batches.ToBuilder();
        int next = 0;
        int first = 0;
        for (int i = 0; i < batches.Count && next < sorted.Length; i++)
        {
            RecordBatch batch = batches[i];
            int end = next;
            while (end < sorted.Length && sorted[end] < first + batch.Length)
            {
                end++;
            }

            if (end > next)
            {
                int[] places = [.. Enumerable.Range(0, batch.Length)];
                for (int k = next; k < end; k++)
                {
                    places[sorted[k] - first] = batch.Length + k - next;
                }

                int[] taken = order[next..end];
                result[i] = new RecordBatch(
                    batch.Schema,
                    batch.Arrays.Select((column, c) => ArrayTaking.Take(ArrayTaking.Concat([column, ArrayTaking.Take(values.Column(c), taken)]), places)),
                    batch.Length);
            }

            next = end;
            first += batch.Length;
        }

        return result.ToImmutable();
    }

    /// <summary>The batches without some rows.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="rows">The numbers of the rows, counted through all batches.</param>
    public static ImmutableList<RecordBatch> Remove(ImmutableList<RecordBatch> batches, int[] rows)
    {
        var removed = new HashSet<int>(rows);
        ImmutableList<RecordBatch>.Builder result = ImmutableList.CreateBuilder<RecordBatch>();
        int first = 0;
        foreach (RecordBatch batch in batches)
        {
            int[] kept = [.. Enumerable.Range(0, batch.Length).Where(row => !removed.Contains(first + row))];
            first += batch.Length;
            if (kept.Length > 0)
            {
                result.Add(kept.Length == batch.Length ? batch : Take(batch, kept));
            }
        }

        return result.ToImmutable();
    }

    /// <summary>The batches with more behind them. Small ones are joined by twos of like size, so that each row moves few times.</summary>
    public static ImmutableList<RecordBatch> Append(ImmutableList<RecordBatch> batches, IEnumerable<RecordBatch> more)
    {
        ImmutableList<RecordBatch>.Builder result = batches.ToBuilder();
        foreach (RecordBatch batch in more)
        {
            RecordBatch last = batch;
            while (result.Count > 0 && result[^1].Length <= 2 * last.Length && result[^1].Length + last.Length <= SmallBatch)
            {
                last = Concat([result[^1], last]);
                result.RemoveAt(result.Count - 1);
            }

            result.Add(last);
        }

        return result.ToImmutable();
    }

    /// <summary>Some rows of a batch, in the given order.</summary>
    public static RecordBatch Take(RecordBatch batch, int[] rows) =>
        new(batch.Schema, batch.Arrays.Select(column => ArrayTaking.Take(column, rows)), rows.Length);

    /// <summary>The rows of several batches of one schema; at least one.</summary>
    public static RecordBatch Concat(IReadOnlyList<RecordBatch> batches) => batches.Count == 1 ? batches[0] : new(
        batches[0].Schema,
        Enumerable.Range(0, batches[0].ColumnCount).Select(column => ArrayTaking.Concat([.. batches.Select(batch => batch.Column(column))])),
        batches.Sum(batch => batch.Length));

    /// <summary>About the bytes of batches.</summary>
    public static long SizeOf(IEnumerable<RecordBatch> batches) => batches.Sum(batch => batch.Arrays.Sum(ArraySize.Of));
}
