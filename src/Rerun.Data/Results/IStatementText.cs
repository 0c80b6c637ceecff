using Rerun.Query;

namespace Rerun.Data.Results;

/// <summary>A parsed text: its statements in order.</summary>
internal interface IStatementText
{
    int StatementCount { get; }

    StatementKind KindOf(int statement);

    /// <summary>Binds, plans and starts a statement.</summary>
    ValueTask<StatementResult> ExecuteAsync(int statement, QueryParameters parameters, CancellationToken cancellationToken);
}
