using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query;

namespace Rerun.Data.Linq.Execution;

/// <summary>The batches of a query, with what ends with it.</summary>
internal sealed class QueryStream(QueryRun run, QueryResult result) : IArrowArrayStream
{
    public Schema Schema => result.Schema;

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) => result.ReadNextRecordBatchAsync(cancellationToken);

    public void Dispose() => Blocking.Wait(
        static async both =>
        {
            await both.result.DisposeAsync().ConfigureAwait(false);
            await both.run.EndAsync().ConfigureAwait(false);
        },
        (run, result));
}
