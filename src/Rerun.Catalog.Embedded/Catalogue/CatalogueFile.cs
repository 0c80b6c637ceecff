using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>
/// The catalogue of a folder (<c>catalog.db</c>) or of a catalog in memory: an SQLite database. What a writing call returned from is durable. Safe for
/// several threads; a file also for several processes, which see each other's changes.
/// </summary>
internal sealed class CatalogueFile : IDisposable
{
    /// <summary>The name of the file in its folder.</summary>
    public const string FileName = "catalog.db";

    private const string InMemoryPath = ":memory:";

    // Other processes write for milliseconds; a registration of very many files for seconds.
    private const int BusyTimeoutMilliseconds = 120_000;

    private readonly string _connectionString;
    private readonly ConcurrentBag<CatalogueConnection> _readers = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _writerLock = new();
    private CatalogueConnection? _writer;
    private long _memoryVersion;
    private volatile bool _isDisposed;

    private CatalogueFile(string path, SqliteOpenMode mode, bool isWritable)
    {
        Path = path;
        IsWritable = isWritable;
        var dataSource = path;
        if (mode == SqliteOpenMode.ReadOnly && IsFrozen(path))
        {
            // A folder that cannot be written to has no room for the files by which readers and writers find each other; nobody can write there either.
            dataSource = new Uri(path).AbsoluteUri + "?immutable=1";
        }

        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = dataSource,
            Mode = path == InMemoryPath ? SqliteOpenMode.Memory : mode,
            Pooling = false,
            ForeignKeys = true,
        }.ToString();
    }

    /// <summary>The file's full path, or <c>:memory:</c>.</summary>
    public string Path { get; }

    /// <summary>The folder that the file lies in, or null for one in memory.</summary>
    public string? Folder => IsInMemory ? null : System.IO.Path.GetDirectoryName(Path);

    /// <summary>Whether it may be changed.</summary>
    public bool IsWritable { get; }

    private bool IsInMemory => Path == InMemoryPath;

    /// <summary>Makes an empty catalogue in memory.</summary>
    public static CatalogueFile InMemory() => Open(InMemoryPath, SqliteOpenMode.Memory, isWritable: true, fill: _ => { })!;

    /// <summary>Opens the catalogue of a folder, or gives null if it has none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isWritable">Whether it may be changed, or null if it may where that is possible.</param>
    /// <exception cref="RerunException">The file cannot be read, or is of a newer release or another program.</exception>
    public static CatalogueFile? TryOpen(string folder, bool? isWritable) =>
        PathIn(folder) is var path && File.Exists(path) ? TryOpenFile(path, isWritable ?? !IsFrozen(path)) : null;

    /// <summary>Opens the catalogue of a folder, or makes one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fill">Fills a new catalogue. Either all of it is done, or the folder still has none.</param>
    /// <exception cref="RerunException">The file cannot be written, or is of a newer release or another program.</exception>
    public static CatalogueFile OpenOrCreate(string folder, Action<CatalogueConnection> fill) =>
        Open(PathIn(folder), SqliteOpenMode.ReadWriteCreate, isWritable: true, fill)!;

    /// <summary>A number that is greater after each change, be it of this process or another.</summary>
    public long ReadVersion() => IsInMemory ? Volatile.Read(ref _memoryVersion) : Use(static connection => connection.Version());

    /// <summary>Reads from one state of the catalogue.</summary>
    public T Read<T>(Func<CatalogueConnection, T> read) => Use(connection =>
    {
        connection.Execute("BEGIN");
        try
        {
            var result = read(connection);
            connection.Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback(connection);
            throw;
        }
    });

    /// <summary>Changes the catalogue: all that the function does, or nothing if it throws. When the call returns, the change is durable.</summary>
    /// <exception cref="RerunException">The catalogue cannot be written.</exception>
    public async Task<T> WriteAsync<T>(Func<CatalogueConnection, T> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Write(change), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Gives room back that deleted rows have left.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Run(() => WithWriter(static connection => connection.Run("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize")), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _writing.Wait();
        try
        {
            _writer?.Dispose();
            _writer = null;
            while (_readers.TryTake(out var reader))
            {
                reader.Dispose();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private static CatalogueFile? TryOpenFile(string path, bool isWritable) =>
        Open(path, isWritable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly, isWritable, fill: null);

    private static string PathIn(string folder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);

    /// <summary>Whether nobody here can write the file.</summary>
    private static bool IsFrozen(string path)
    {
        if (File.Exists(path + "-wal"))
        {
            return false;
        }

        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static CatalogueFile? Open(string path, SqliteOpenMode mode, bool isWritable, Action<CatalogueConnection>? fill)
    {
        var catalogue = new CatalogueFile(path, mode, isWritable);
        try
        {
            if (catalogue.Prepare(fill))
            {
                return catalogue;
            }

            catalogue.Dispose();
            return null;
        }
        catch
        {
            catalogue.Dispose();
            throw;
        }
    }

    private bool Prepare(Action<CatalogueConnection>? fill) => WithWriter(connection =>
    {
        var version = CatalogueSchema.VersionOf(connection);
        if (version == CatalogueSchema.Newest)
        {
            return true;
        }

        // An empty file is what is left of a process that ended while it made the catalogue.
        if (version == 0 && fill is null)
        {
            return false;
        }

        if (!IsWritable && version >= CatalogueSchema.OldestReadable)
        {
            return true;
        }

        if (!IsWritable)
        {
            throw new RerunException(
                $"'{Path}' was written by an older release, and cannot be brought up to date while it is opened read-only.", RerunErrorCode.ReadOnly)
            {
                FileName = Path,
            };
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have done it meanwhile.
            version = CatalogueSchema.VersionOf(connection);
            CatalogueSchema.Upgrade(connection, version);
            if (version == 0)
            {
                fill!(connection);
            }

            connection.Execute("COMMIT");
            return true;
        }
        catch
        {
            Rollback(connection);
            throw;
        }
    });

    private T Write<T>(Func<CatalogueConnection, T> change)
    {
        if (!IsWritable)
        {
            throw new RerunException($"The catalogue '{Path}' is opened read-only.", RerunErrorCode.ReadOnly);
        }

        return WithWriter(connection =>
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                var before = connection.Number("SELECT total_changes()");
                var result = change(connection);
                var version = connection.Number("SELECT total_changes()") == before
                    ? Volatile.Read(ref _memoryVersion)
                    : connection.Number("UPDATE catalogue SET version = version + 1 RETURNING version");
                connection.Execute("COMMIT");
                Volatile.Write(ref _memoryVersion, version);
                return result;
            }
            catch
            {
                Rollback(connection);
                throw;
            }
        });
    }

    private static void Rollback(CatalogueConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some errors end the transaction by themselves; the one that is under way tells more.
        }
    }

    private T Use<T>(Func<CatalogueConnection, T> read)
    {
        if (IsInMemory)
        {
            return WithWriter(read);
        }

        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedCatalog));
        try
        {
            if (!_readers.TryTake(out var reader))
            {
                reader = Connect();
            }

            try
            {
                return read(reader);
            }
            finally
            {
                _readers.Add(reader);
                if (_isDisposed && _readers.TryTake(out var late))
                {
                    late.Dispose();
                }
            }
        }
        catch (SqliteException exception)
        {
            throw Fault(exception);
        }
    }

    private void WithWriter(Action<CatalogueConnection> action) => WithWriter(connection =>
    {
        action(connection);
        return true;
    });

    /// <summary>Of a file only writers come here, one at a time. A database in memory has one connection, which all take turns with.</summary>
    private T WithWriter<T>(Func<CatalogueConnection, T> action)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedCatalog));
        lock (_writerLock)
        {
            try
            {
                return action(_writer ??= Connect());
            }
            catch (SqliteException exception)
            {
                throw Fault(exception);
            }
        }
    }

    private CatalogueConnection Connect()
    {
        var connection = new CatalogueConnection(Path, _connectionString);
        try
        {
            connection.Run($"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA temp_store = MEMORY");
            if (IsWritable && !IsInMemory)
            {
                connection.Run("PRAGMA journal_mode = WAL");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private RerunException Fault(SqliteException exception)
    {
        var kind = exception.SqliteErrorCode switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => RerunErrorCode.Timeout,
            SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => RerunErrorCode.CorruptData,
            SQLitePCL.raw.SQLITE_READONLY => RerunErrorCode.ReadOnly,
            SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM => RerunErrorCode.InputOutput,
            _ => RerunErrorCode.Unknown,
        };
        return new RerunException($"The catalogue '{Path}' cannot be used: {exception.Message}", kind, exception) { FileName = Path };
    }
}
