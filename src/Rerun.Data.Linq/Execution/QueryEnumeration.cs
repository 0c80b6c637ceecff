using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Rerun.Catalog;

namespace Rerun.Data.Linq.Execution;

/// <summary>The rows of a query one by one.</summary>
internal static class QueryEnumeration
{
    public static IEnumerable<T> Rows<T>(QueryHost host, Expression expression)
    {
        var cursor = new RowCursor<T>(host, expression);
        try
        {
            while (Blocking.Wait(static cursor => cursor.ReadBatchAsync(CancellationToken.None), cursor))
            {
                while (cursor.MoveInBatch(out T row))
                {
                    yield return row;
                }
            }
        }
        finally
        {
            Blocking.Wait(static cursor => cursor.DisposeAsync(), cursor);
        }
    }

    public static async IAsyncEnumerable<T> RowsAsync<T>(QueryHost host, Expression expression, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var cursor = new RowCursor<T>(host, expression);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.ReadBatchAsync(cancellationToken).ConfigureAwait(false))
            {
                while (cursor.MoveInBatch(out T row))
                {
                    yield return row;
                }
            }
        }
    }
}
