using Rerun.Arrow;

namespace Rerun.Data.Results;

/// <summary>Results that are there already: Arrow streams, one after the other.</summary>
internal sealed class StreamResults(params IArrowArrayStream[] streams) : IResultSource
{
    private int _next;

    public ValueTask<StatementResult?> NextAsync(CancellationToken cancellationToken) =>
        new(_next < streams.Length ? new StatementResult(streams[_next++]) : null);

    public ValueTask DisposeAsync()
    {
        while (_next < streams.Length)
        {
            streams[_next++].Dispose();
        }

        return default;
    }
}
