namespace Rerun.Data.Results;

/// <summary>The results of a command: its statements, run one after the other as they are asked for. Disposing stops what runs ahead of the asking.</summary>
internal interface IResultSource : IAsyncDisposable
{
    /// <summary>Runs the next statement.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What it gives, or null after the last statement.</returns>
    ValueTask<StatementResult?> NextAsync(CancellationToken cancellationToken);
}
