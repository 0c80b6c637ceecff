using System.Data;
using Rerun.Catalog;
using Rerun.Data.Parameters;

namespace Rerun.Data.Results;

/// <summary>The results of the commands of a batch, in order. An error names its command.</summary>
internal sealed class BatchResults(
    IStatementSession session, IReadOnlyList<RerunBatchCommand> commands, CommandBehavior behavior, string? refusal) : IResultSource
{
    private TextResults? _current;
    private int _next;

    public async ValueTask<StatementResult?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_current is not null)
            {
                var command = commands[_next - 1];
                try
                {
                    if (await _current.NextAsync(cancellationToken).ConfigureAwait(false) is { } result)
                    {
                        command.SetRecordsAffected(result.RecordsAffected);
                        return result;
                    }
                }
                catch (RerunException fault)
                {
                    fault.FailedCommand = command;
                    throw;
                }
            }

            if (_next == commands.Count)
            {
                return null;
            }

            _current = Start(commands[_next++]);
        }
    }

    private TextResults Start(RerunBatchCommand command)
    {
        try
        {
            var text = session.Prepare(CommandTexts.Of(command.CommandType, command.CommandText, command.Parameters));
            return new TextResults(text, command.Parameters.Bind(), behavior, refusal);
        }
        catch (RerunException fault)
        {
            fault.FailedCommand = command;
            throw;
        }
    }
}
