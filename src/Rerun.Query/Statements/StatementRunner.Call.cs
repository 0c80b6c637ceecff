using Rerun.Catalog;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <content>CALL.</content>
internal sealed partial class StatementRunner
{
    private async ValueTask<QueryResult> CallAsync(CallStatement call, CancellationToken cancellationToken)
    {
        RequireChanges();
        Func<CatalogClient, CancellationToken, ValueTask<QueryResult>> run =
            await BindWithAsync(context => CatalogProcedures.Bind(context, call), cancellationToken).ConfigureAwait(false);
        QueryResult? result = null;
        await AtAsync(call, cancellationToken, async () =>
        {
            try
            {
                result = await run(Engine.Client, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException error)
            {
                throw new RerunException(error.Message, RerunErrorCode.Timeout, error);
            }
        }).ConfigureAwait(false);
        return result!;
    }
}
