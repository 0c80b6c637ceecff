using System.Data;
using Rerun.Query;

namespace Rerun.Data.Linq.Execution;

/// <summary>What queries run on: a connection, or a data source of which each query rents one.</summary>
internal sealed class QueryHost
{
    private readonly RerunConnection? _connection;
    private readonly RerunDataSource? _source;

    public QueryHost(RerunConnection connection) => _connection = connection;

    public QueryHost(RerunDataSource source) => _source = source;

    /// <summary>A session, and what ends with the query.</summary>
    public async ValueTask<(QuerySession Session, RerunConnection? Rented)> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not null)
        {
            if (_connection.State == ConnectionState.Closed)
            {
                await _connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            }

            return (_connection.QuerySession, null);
        }

        RerunConnection rented = _source!.CreateConnection();
        try
        {
            await rented.OpenAsync(cancellationToken).ConfigureAwait(false);
            return (rented.QuerySession, rented);
        }
        catch
        {
            await rented.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
