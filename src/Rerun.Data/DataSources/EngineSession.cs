using Rerun.Data.Results;
using Rerun.Query;

namespace Rerun.Data.DataSources;

/// <summary>A session of the query engine, as a connection uses it.</summary>
internal sealed class EngineSession(QuerySession session) : IStatementSession
{
    public QuerySession Session => session;

    public IStatementText Prepare(string text) => new Text(session, session.Prepare(text));

    public string Dataset
    {
        get => session.CurrentDataset ?? "";
        set => session.CurrentDataset = value.Length == 0 ? null : value;
    }

    public void BeginIn(string dataset)
    {
        Dataset = dataset;
        session.OwnDataset = session.CurrentDataset;
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Text(QuerySession session, PreparedQuery query) : IStatementText
    {
        public int StatementCount => query.Statements.Count;

        public StatementKind KindOf(int statement) => query.Statements[statement].Kind;

        public async ValueTask PlanAsync(QueryParameters parameters, CancellationToken cancellationToken)
        {
            for (var i = 0; i < StatementCount && KindOf(i) == StatementKind.Query; i++)
            {
                await session.PlanAsync(query.Statements[i], parameters, cancellationToken).ConfigureAwait(false);
            }
        }

        public async ValueTask<StatementResult> ExecuteAsync(
            int statement, QueryParameters parameters, string? refusal, CancellationToken cancellationToken)
        {
            session.ChangeRefusal = refusal;
            var result = await session.ExecuteAsync(query.Statements[statement], parameters, cancellationToken).ConfigureAwait(false);
            if (result.IsResultSet)
            {
                return new StatementResult(result, result.RecordsAffected);
            }

            await using (result.ConfigureAwait(false))
            {
                return new StatementResult(null, result.RecordsAffected);
            }
        }
    }
}
