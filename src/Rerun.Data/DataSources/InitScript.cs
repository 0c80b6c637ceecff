using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Query;

namespace Rerun.Data.DataSources;

/// <summary>
/// The script of a connection string (<c>Init Script</c>). What belongs to a session (temporary views) is run for every connection, what changes the catalog
/// once per data source.
/// </summary>
internal sealed class InitScript(string path) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private string? _text;
    private bool _hasChangedCatalog;

    /// <summary>Runs the script for a new connection.</summary>
    /// <param name="session">The connection's session.</param>
    /// <param name="refusal">Why statements that change the catalog are refused, or null if they are not.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public async ValueTask RunAsync(IStatementSession session, string? refusal, CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var script = session.Prepare(await ReadAsync(cancellationToken).ConfigureAwait(false));
            for (var i = 0; i < script.StatementCount; i++)
            {
                if (script.KindOf(i) == StatementKind.Session || !_hasChangedCatalog)
                {
                    var result = await script.ExecuteAsync(i, QueryParameters.None, refusal, cancellationToken).ConfigureAwait(false);
                    await result.DisposeAsync().ConfigureAwait(false);
                }
            }

            _hasChangedCatalog = true;
        }
        catch (RerunException fault)
        {
            throw new RerunException($"The Init Script '{path}' failed{PlaceOf(fault.Position)}: {fault.Message}", fault.ErrorKind, fault) { FileName = path, Position = fault.Position };
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private string PlaceOf(int position)
    {
        if (position <= 0 || _text is null)
        {
            return "";
        }

        var before = _text.AsSpan(0, Math.Min(position - 1, _text.Length));
        return $" at line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }

    private async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _text ??= await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"it cannot be read: {fault.Message}", RerunErrorCode.InputOutput, fault);
        }
    }
}
