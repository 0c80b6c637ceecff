using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rerun.Catalog;
using Rerun.Data.ConnectionStrings;
using Rerun.Data.DataSources;
using Rerun.Data.Diagnostics;

namespace Rerun.Data;

/// <summary>
/// A catalog to connect to: the preferred entry point. Immutable and thread-safe; holds the opened catalog, its chunk cache and the query engine, which all
/// its connections share.
/// </summary>
/// <remarks>
/// The catalog is opened by the first connection. Disposing ends it once the connections that are open have been closed; new ones are refused.
/// </remarks>
public sealed class RerunDataSource : DbDataSource
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly bool _isShared;
    private readonly CatalogClient? _client;
    private readonly ServerAccess _access;
    private CatalogHost? _host;
    private bool _isDisposed;
    private long _lastUse = Environment.TickCount64;

    internal RerunDataSource(
        ConnectionSettings settings,
        bool isShared = false,
        string? name = null,
        ILoggerFactory? loggerFactory = null,
        TellingOptions? telling = null,
        ServerAccess? access = null)
    {
        Telling = telling ?? TellingOptions.Default;
        _access = access ?? ServerAccess.Default;
        Settings = settings;
        _isShared = isShared;
        Name = name ?? settings.DataSource;
        LoggerFactory = loggerFactory ?? NullLoggerFactory.Instance;
        CommandLogger = LoggerFactory.CreateLogger("Rerun.Data.Command");
    }

    /// <summary>A data source over a catalog that is open already, and stays so.</summary>
    internal RerunDataSource(CatalogClient client)
        : this(new ConnectionSettings(new RerunConnectionStringBuilder { DataSource = client.Url })) => _client = client;

    /// <summary>The connection string, without secrets unless <c>Persist Security Info</c> is set.</summary>
    public override string ConnectionString => Settings.ShownConnectionString;

    /// <summary>The name in traces, metrics and logs; the place of the data if none was given.</summary>
    public string Name { get; }

    internal ConnectionSettings Settings { get; }

    internal TellingOptions Telling { get; }

    internal ILoggerFactory LoggerFactory { get; }

    internal ILogger CommandLogger { get; }

    /// <summary>Creates a data source of its own, not shared with others of the same connection string.</summary>
    /// <param name="connectionString">The connection string.</param>
    /// <exception cref="ArgumentException">The connection string is not valid.</exception>
    public static RerunDataSource Create(string connectionString) => new(new ConnectionSettings(new RerunConnectionStringBuilder(connectionString)));

    /// <summary>Creates a connection, closed.</summary>
    /// <exception cref="ObjectDisposedException">The data source is disposed.</exception>
    public new RerunConnection CreateConnection()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new RerunConnection(this);
    }

    /// <summary>Creates and opens a connection.</summary>
    public new RerunConnection OpenConnection()
    {
        var connection = CreateConnection();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Creates and opens a connection.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public new async ValueTask<RerunConnection> OpenConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates a command that opens a connection for each execution and closes it with the reader.</summary>
    /// <param name="commandText">The SQL text, or null to set it later.</param>
    public new RerunCommand CreateCommand(string? commandText = null) => new(CreateConnection(), ownsConnection: true) { CommandText = commandText };

    /// <summary>Creates a batch that opens a connection for each execution and closes it with the reader.</summary>
    public new RerunBatch CreateBatch() => new(CreateConnection(), ownsConnection: true);

    /// <summary>Gives the opened catalog and its caches back as soon as no connection is open; the next connection opens it anew.</summary>
    public void Clear() => Blocking.Wait(static source => source.RetireAsync(), this);

    /// <summary>Whether it holds an opened catalog.</summary>
    internal bool IsOpen => Volatile.Read(ref _host) is not null;

    /// <summary>For how long no connection has asked for it.</summary>
    internal TimeSpan UnusedFor => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastUse));

    /// <summary>Notes that a connection asks for it.</summary>
    internal void Use() => Volatile.Write(ref _lastUse, Environment.TickCount64);

    internal void ClearIfIdle(TimeSpan limit)
    {
        // A catalog in memory would be lost, not only its caches.
        if (Volatile.Read(ref _host) is { IsIdle: true } host
            && Settings.DataSource != DataSourceLocation.InMemory
            && Environment.TickCount64 - host.IdleSince >= limit.TotalMilliseconds)
        {
            Clear();
        }
    }

    /// <summary>The opened catalog, rented: the caller gives it back.</summary>
    internal async ValueTask<CatalogHost> RentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (Volatile.Read(ref _host) is { } open && open.TryRent())
            {
                return open;
            }

            await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (Volatile.Read(ref _host) is null)
                {
                    _host = _client is null
                        ? await CatalogOpening.OpenAsync(Settings, LoggerFactory, _access, cancellationToken).ConfigureAwait(false)
                        : await CatalogOpening.ShareAsync(Settings, _client, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                _opening.Release();
            }
        }
    }

    /// <inheritdoc/>
    protected override DbConnection CreateDbConnection() => CreateConnection();

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand(string? commandText = null) => CreateCommand(commandText);

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => CreateBatch();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isShared)
        {
            _isDisposed = true;
            Clear();
        }
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        if (_isShared)
        {
            return default;
        }

        _isDisposed = true;
        return RetireAsync();
    }

    private ValueTask RetireAsync() => Interlocked.Exchange(ref _host, null) is { } host ? host.RetireAsync() : default;
}
