using System.Data;
using Rerun.Query;

namespace Rerun.Data.Results;

/// <summary>The results of the statements of one text.</summary>
/// <param name="text">The parsed text.</param>
/// <param name="parameters">The values for all its statements.</param>
/// <param name="behavior">With <see cref="CommandBehavior.SchemaOnly"/> only queries run, and are not read.</param>
/// <param name="refusal">Why statements that change the catalog are refused, or null if they are not.</param>
/// <param name="first">What the first statement gives, if it has been started already.</param>
internal sealed class TextResults(
    IStatementText text, QueryParameters parameters, CommandBehavior behavior, string? refusal, StatementResult? first = null) : IResultSource
{
    private StatementResult? _first = first;
    private int _next;

    public async ValueTask<StatementResult?> NextAsync(CancellationToken cancellationToken)
    {
        while (_next < text.StatementCount)
        {
            var statement = _next++;
            if (Interlocked.Exchange(ref _first, null) is { } started)
            {
                return started;
            }

            var kind = text.KindOf(statement);
            if (kind != StatementKind.Query && (behavior & CommandBehavior.SchemaOnly) != 0)
            {
                continue;
            }

            var result = await text.ExecuteAsync(statement, parameters, refusal, cancellationToken).ConfigureAwait(false);
            return kind is StatementKind.Query ? result : await RunAsync(result, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _first, null) is { } started ? started.DisposeAsync() : default;

    // What changes something must have happened when Execute returns, even if nobody reads the rows that it gives.
    private static async ValueTask<StatementResult> RunAsync(StatementResult result, CancellationToken cancellationToken)
    {
        if (!result.IsResultSet)
        {
            return result;
        }

        var batches = new List<Arrow.RecordBatch>();
        await using (result.ConfigureAwait(false))
        {
            while (await result.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                batches.Add(batch);
            }
        }

        return new StatementResult(new BufferedBatches(result.Schema, batches), result.RecordsAffected);
    }
}
