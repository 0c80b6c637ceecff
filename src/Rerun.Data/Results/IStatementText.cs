using Rerun.Query;

namespace Rerun.Data.Results;

/// <summary>A parsed text: its statements in order.</summary>
internal interface IStatementText
{
    int StatementCount { get; }

    StatementKind KindOf(int statement);

    /// <summary>Binds, plans and starts a statement.</summary>
    /// <param name="statement">Which one.</param>
    /// <param name="parameters">The values of its parameters.</param>
    /// <param name="refusal">Why statements that change the catalog are refused, or null if they are not.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    ValueTask<StatementResult> ExecuteAsync(int statement, QueryParameters parameters, string? refusal, CancellationToken cancellationToken);
}
