using Rerun.Arrow;
using Rerun.Query.Execution.Memory;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Statements.Temporary;

/// <summary>Rows on their way into a temporary table, counted together with those of the session's other temporary tables.</summary>
/// <param name="session">The session.</param>
/// <param name="table">The table's name.</param>
internal sealed class TemporaryRows(QuerySession session, string table)
{
    private readonly MemoryBudget _memory = BudgetOf(session);

    /// <summary>About the bytes of the rows read.</summary>
    public long ByteSize { get; private set; }

    /// <summary>Reads all rows.</summary>
    /// <exception cref="Rerun.Catalog.RerunException">The session's temporary tables would exceed its memory limit.</exception>
    public async ValueTask<List<RecordBatch>> ReadAsync(IAsyncEnumerable<RecordBatch> rows)
    {
        var batches = new List<RecordBatch>();
        await foreach (RecordBatch batch in rows.ConfigureAwait(false))
        {
            long size = batch.Arrays.Sum(ArraySize.Of);
            _memory.Reserve(size, $"The temporary table {table}");
            ByteSize += size;
            batches.Add(batch);
        }

        return batches;
    }

    private static MemoryBudget BudgetOf(QuerySession session)
    {
        var memory = new MemoryBudget(session.Engine.ClientOptions.MemoryLimit);
        memory.Reserve(session.Tables.Values.Sum(table => table.ByteSize + (table.KnownKeys?.Sum(keys => keys.ByteSize) ?? 0)), "Temporary tables");
        return memory;
    }
}
