using Rerun.Catalog;
using Rerun.Data.ConnectionStrings;
using Rerun.Data.Results;

namespace Rerun.Data.DataSources;

/// <summary>An open catalog with its query engine. Connections rent it; it ends when it has been retired and the last of them is closed.</summary>
internal sealed class CatalogHost
{
    private readonly Lock _lock = new();
    private readonly Func<IStatementSession> _createSession;
    private readonly InitScript? _script;
    private readonly string? _changeRefusal;
    private int _rents;
    private bool _isRetired;
    private bool _isEnded;
    private bool _isDatasetKnown;

    /// <param name="settings">What the connection string says.</param>
    /// <param name="client">The open catalog; the host disposes it, unless told otherwise.</param>
    /// <param name="version">The version of what answers.</param>
    /// <param name="canChange">Whether the catalog may change while it is open.</param>
    /// <param name="createSession">Makes a connection's session.</param>
    public CatalogHost(ConnectionSettings settings, CatalogClient client, string version, bool canChange, Func<IStatementSession> createSession)
    {
        _script = settings.InitScript.Length > 0 ? new InitScript(settings.InitScript) : null;
        _changeRefusal = settings.ChangeRefusal;
        Client = client;
        Version = version;
        CanChange = canChange;
        _createSession = createSession;
        Dataset = settings.Dataset;
    }

    public CatalogClient Client { get; }

    public string Version { get; }

    /// <summary>Whether the catalog may change while it is open, by this process or another.</summary>
    public bool CanChange { get; }

    /// <summary>The dataset that connections begin with; empty for none.</summary>
    public string Dataset { get; init; }

    /// <summary>The server that is asked, or null for an embedded catalog.</summary>
    public (string Host, int Port)? Server { get; init; }

    /// <summary>Whether the client ends with the host.</summary>
    public bool OwnsClient { get; init; } = true;

    /// <summary>When the last rent ended, by <see cref="Environment.TickCount64"/>; meaningless while one lasts.</summary>
    public long IdleSince { get; private set; } = Environment.TickCount64;

    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _rents == 0;
            }
        }
    }

    /// <summary>Takes a rent, unless the host has been retired.</summary>
    public bool TryRent()
    {
        lock (_lock)
        {
            if (_isRetired)
            {
                return false;
            }

            _rents++;
            return true;
        }
    }

    /// <summary>Makes a connection's session: with the current dataset, and the script run.</summary>
    public async ValueTask<IStatementSession> CreateSessionAsync(CancellationToken cancellationToken)
    {
        var session = _createSession();
        session.BeginIn(Dataset);
        if (_script is not null)
        {
            await _script.RunAsync(session, _changeRefusal, cancellationToken).ConfigureAwait(false);
        }

        // Asked once, and after the script, which may make it.
        if (Dataset.Length > 0 && !_isDatasetKnown)
        {
            await RequireDatasetAsync(Dataset, cancellationToken).ConfigureAwait(false);
            _isDatasetKnown = true;
        }

        return session;
    }

    /// <summary>Makes sure that there is a dataset.</summary>
    /// <exception cref="RerunNotFoundException">There is none, with the SQLSTATE of an unknown database.</exception>
    public async ValueTask RequireDatasetAsync(string dataset, CancellationToken cancellationToken)
    {
        try
        {
            await Client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunNotFoundException fault)
        {
            throw new RerunNotFoundException(fault.Message, fault) { IsDatabase = true };
        }
    }

    /// <summary>Gives a rent back.</summary>
    public ValueTask ReturnAsync()
    {
        lock (_lock)
        {
            _rents--;
            IdleSince = Environment.TickCount64;
        }

        return EndIfUnusedAsync();
    }

    /// <summary>Lets nobody rent any more, and ends as soon as nobody does.</summary>
    public ValueTask RetireAsync()
    {
        lock (_lock)
        {
            _isRetired = true;
        }

        return EndIfUnusedAsync();
    }

    private ValueTask EndIfUnusedAsync()
    {
        lock (_lock)
        {
            if (!_isRetired || _rents > 0 || _isEnded)
            {
                return default;
            }

            _isEnded = true;
        }

        _script?.Dispose();
        return OwnsClient ? Client.DisposeAsync() : default;
    }
}
