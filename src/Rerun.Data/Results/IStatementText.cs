using Rerun.Query;

namespace Rerun.Data.Results;

/// <summary>A parsed text: its statements in order.</summary>
internal interface IStatementText
{
    int StatementCount { get; }

    StatementKind KindOf(int statement);

    /// <summary>Whether no statement changes anything.</summary>
    bool HasOnlyQueries
    {
        get
        {
            for (var i = 0; i < StatementCount; i++)
            {
                if (KindOf(i) != StatementKind.Query)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>
    /// Binds and plans the queries, up to the first statement that is none: those after it may depend on what it changes. Nothing is run. Errors of
    /// queries whose parameters have no values yet are left to their execution.
    /// </summary>
    /// <param name="parameters">Values of the types that executions will have; may be incomplete.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask PlanAsync(QueryParameters parameters, CancellationToken cancellationToken);

    /// <summary>Binds, plans and starts a statement.</summary>
    /// <param name="statement">Which one.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="refusal">Why statements that change the catalog are refused, or null if they are not.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    ValueTask<StatementResult> ExecuteAsync(int statement, QueryParameters parameters, string? refusal, CancellationToken cancellationToken);
}
