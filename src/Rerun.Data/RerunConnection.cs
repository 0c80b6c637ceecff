using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Rerun.Catalog;
using Rerun.Data.ConnectionStrings;
using Rerun.Data.DataSources;
using Rerun.Data.Diagnostics;
using Rerun.Data.Results;
using Rerun.Query;

namespace Rerun.Data;

/// <summary>A connection to a catalog of recordings: a folder, a file, memory, or a server.</summary>
/// <remarks>
/// Cheap: the opened catalog and its caches belong to a data source, which connections with the same connection string share. Temporary views and tables
/// and the current dataset belong to the connection and end with it. Several readers may be open at once.
/// </remarks>
public sealed partial class RerunConnection : DbConnection, ICloneable
{
    private readonly Lock _lock = new();
    private readonly RerunDataSource? _ownSource;
    private ConnectionSettings? _settings;
    private string _connectionString = "";
    private bool _wasOpened;
    private ConnectionState _state = ConnectionState.Closed;
    private CatalogHost? _host;
    private IStatementSession? _session;

    /// <summary>Creates a connection without connection string.</summary>
    public RerunConnection()
    {
    }

    /// <summary>Creates a connection.</summary>
    /// <param name="connectionString">The connection string; see <see cref="RerunConnectionStringBuilder"/>. Null is empty.</param>
    /// <exception cref="ArgumentException">The connection string is not valid.</exception>
    public RerunConnection(string? connectionString) => ConnectionString = connectionString;

    internal RerunConnection(RerunDataSource source)
    {
        _ownSource = source;
        _settings = source.Settings;
        _connectionString = source.ConnectionString;
    }

    /// <summary>The connection string: as set before opening; afterwards without secrets, unless <c>Persist Security Info</c> is set.</summary>
    /// <exception cref="InvalidOperationException">The connection is open, or belongs to a data source.</exception>
    /// <exception cref="ArgumentException">A keyword is unknown or a value is not valid.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => _wasOpened && _settings is not null ? _settings.ShownConnectionString : _connectionString;
        set
        {
            if (_state != ConnectionState.Closed || _ownSource is not null)
            {
                throw new InvalidOperationException(
                    _ownSource is null ? "The connection string cannot be set while the connection is open." : "The connection belongs to a data source, whose connection string it has.");
            }

            var text = value ?? "";
            _settings = text.Length == 0 ? null : new ConnectionSettings(new RerunConnectionStringBuilder(text));
            _connectionString = text;
            _wasOpened = false;
        }
    }

    /// <summary>How long opening may take, in seconds; 0 is without limit.</summary>
    public override int ConnectionTimeout => Settings.ConnectTimeout;

    /// <summary>The dataset whose timelines resolve unqualified; empty if there is none. While closed, the one that the connection string names.</summary>
    public override string Database => _session is { } session ? session.Dataset : Settings.Dataset;

    /// <summary>Where the recordings are, as the connection string says.</summary>
    public override string DataSource => Settings.DataSource;

    /// <summary>The version of what answers: of the server, or of this library for an embedded catalog.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public override string ServerVersion => RequireHost().Version;

    /// <inheritdoc/>
    public override ConnectionState State => _state;

    /// <summary>The catalog API over the same data source, with the same caches.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public CatalogClient Catalog => RequireHost().Client;

    /// <inheritdoc/>
    public override bool CanCreateBatch => true;

    /// <summary>The query engine's session, for other front-ends.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    internal QuerySession QuerySession => ((EngineSession)RequireSession()).Session;

    internal ConnectionSettings Settings => _settings ?? ConnectionSettings.Default;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => RerunFactory.Instance;

    /// <summary>Gives what the data source of a connection's string holds back as soon as its connections are closed.</summary>
    /// <param name="connection">The connection; it may be closed.</param>
    public static void ClearPool(RerunConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        (connection._ownSource ?? SharedDataSources.Find(connection.Settings))?.Clear();
    }

    /// <summary>Gives what all shared data sources hold back as soon as their connections are closed.</summary>
    public static void ClearAllPools() => SharedDataSources.ClearAll();

    /// <summary>Opens the connection; the data source is opened if it is not yet.</summary>
    /// <exception cref="InvalidOperationException">It is open, or has no connection string.</exception>
    /// <exception cref="RerunException">The data source cannot be opened, a recording that is the whole of it is damaged, or the <c>Init Script</c> fails.</exception>
    /// <exception cref="RerunNotFoundException">The data source, or the dataset that the connection string names (SQLSTATE 3D000), does not exist.</exception>
    public override void Open() => Blocking.Wait(static connection => connection.OpenCoreAsync(CancellationToken.None), this);

    /// <inheritdoc cref="Open"/>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public override Task OpenAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : OpenCoreAsync(cancellationToken).AsTask();

    /// <summary>Closes the connection with its readers, temporary views and tables. No effect if it is closed.</summary>
    public override void Close()
    {
        if (_state != ConnectionState.Closed)
        {
            Blocking.Wait(static connection => connection.CloseCoreAsync(), this);
        }
    }

    /// <inheritdoc cref="Close"/>
    public override Task CloseAsync() => _state == ConnectionState.Closed ? Task.CompletedTask : CloseCoreAsync().AsTask();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <summary>Makes another dataset the one whose timelines resolve unqualified.</summary>
    /// <param name="databaseName">The dataset's name; empty for none.</param>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    /// <exception cref="RerunNotFoundException">There is no such dataset (SQLSTATE 3D000).</exception>
    public override void ChangeDatabase(string databaseName) =>
        Blocking.Wait(static call => new ValueTask(call.connection.ChangeDatabaseAsync(call.databaseName)), (connection: this, databaseName));

    /// <inheritdoc cref="ChangeDatabase"/>
    /// <param name="databaseName">The dataset's name; empty for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public override async Task ChangeDatabaseAsync(string databaseName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(databaseName);
        var session = RequireSession();
        if (databaseName.Length > 0)
        {
            await RequireHost().RequireDatasetAsync(databaseName, cancellationToken).ConfigureAwait(false);
        }

        session.Dataset = databaseName;
    }

    /// <summary>Another connection to the same data source, closed, with the token that this one was given.</summary>
    /// <remarks>Its <see cref="ConnectionString"/> shows no more than the one of this connection.</remarks>
    public RerunConnection Clone() => _ownSource is not null
        ? new RerunConnection(_ownSource)
        : new RerunConnection { _settings = _settings, _connectionString = _connectionString, _wasOpened = _wasOpened };

    object ICloneable.Clone() => Clone();

    /// <summary>Creates a command on this connection.</summary>
    public new RerunCommand CreateCommand() => new(null, this);

    /// <summary>Creates a command on this connection.</summary>
    /// <param name="commandText">The SQL text.</param>
    public RerunCommand CreateCommand(string commandText) => new(commandText, this);

    /// <summary>Creates a batch of commands on this connection.</summary>
    public new RerunBatch CreateBatch() => new(this);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => CreateBatch();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    internal CatalogHost RequireHost() => _host ?? throw ClosedError();

    internal IStatementSession RequireSession() => _session ?? throw ClosedError();

    private async ValueTask OpenCoreAsync(CancellationToken cancellationToken)
    {
        if (_state != ConnectionState.Closed)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        if (_settings is not { DataSource.Length: > 0 } settings)
        {
            throw new InvalidOperationException("The connection string names no Data Source.");
        }

        var source = _ownSource ?? SharedDataSources.Of(settings);
        SetState(ConnectionState.Connecting, raise: false);
        try
        {
            using var control = new ExecutionControl(TimeSpan.FromSeconds(settings.ConnectTimeout), TimeSpan.Zero, "Opening", "Connect Timeout");
            var host = await control.WaitAsync(static (source, token) => source.RentAsync(token), source, cancellationToken).ConfigureAwait(false);
            try
            {
                _session = await control.WaitAsync(static (host, token) => host.CreateSessionAsync(token), host, cancellationToken).ConfigureAwait(false);
                _host = host;
            }
            catch
            {
                await host.ReturnAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            _state = ConnectionState.Closed;
            throw;
        }

        _wasOpened = true;
        SourceName = source.Name;
        Logger = source.CommandLogger;
        Telling = source.Telling;
        RerunInstruments.Connections.Add(1);
        ExecutionLog.Opened(Logger, settings.DataSource);
        SetState(ConnectionState.Open, raise: true);
    }

    private async ValueTask CloseCoreAsync()
    {
        if (_state == ConnectionState.Closed)
        {
            return;
        }

        await CloseReadersAsync().ConfigureAwait(false);
        var session = Interlocked.Exchange(ref _session, null);
        var host = Interlocked.Exchange(ref _host, null);
        _transaction?.Complete();
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }

        if (host is not null)
        {
            await host.ReturnAsync().ConfigureAwait(false);
        }

        RerunInstruments.Connections.Add(-1);
        ExecutionLog.Closed(Logger, Settings.DataSource);
        SetState(ConnectionState.Closed, raise: true);
    }

    private void SetState(ConnectionState state, bool raise)
    {
        var before = raise && state == ConnectionState.Open ? ConnectionState.Closed : _state;
        if (_state == state)
        {
            return;
        }

        _state = state;
        if (raise)
        {
            OnStateChange(new StateChangeEventArgs(before, state));
        }
    }

    private static InvalidOperationException ClosedError() => new("The connection is not open.");
}
