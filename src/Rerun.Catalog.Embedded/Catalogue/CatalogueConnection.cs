using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>One connection to a catalogue, used by one thread at a time. Statements are prepared once; their parameters are <c>$1</c>, <c>$2</c>, …</summary>
internal sealed class CatalogueConnection : IDisposable
{
    private const string VersionQuery = "SELECT version FROM catalogue";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private sqlite3_stmt? _version;

    public CatalogueConnection(string path, string connectionString)
    {
        Path = path;
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
    }

    /// <summary>The file, or <c>:memory:</c>.</summary>
    public string Path { get; }

    /// <summary>Runs statements without parameters, which are not kept prepared.</summary>
    public void Run(string statements)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>The number of rows that were changed.</returns>
    public int Execute(string statement, params ReadOnlySpan<object?> values) => Prepare(statement, values).ExecuteNonQuery();

    /// <summary>The number in the first column of the first row, or 0 where there is none.</summary>
    public long Number(string query, params ReadOnlySpan<object?> values) => Prepare(query, values).ExecuteScalar() is long number ? number : 0;

    /// <summary>The catalogue's version. Each query of a program asks for it, so nothing is allocated.</summary>
    public long Version()
    {
        if (_version is null)
        {
            if (raw.sqlite3_prepare_v2(_connection.Handle, VersionQuery, out _version) != raw.SQLITE_OK)
            {
                _version = null;
                return Number(VersionQuery);
            }
        }

        var isRow = raw.sqlite3_step(_version) == raw.SQLITE_ROW;
        var version = isRow ? raw.sqlite3_column_int64(_version, 0) : 0;

        // What went wrong, if anything did, the ordinary way tells best.
        return raw.sqlite3_reset(_version) == raw.SQLITE_OK && isRow ? version : Number(VersionQuery);
    }

    /// <summary>The rows of a query, each as what a function makes of it.</summary>
    public List<T> Select<T>(string query, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(query, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        _version?.Dispose();
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteCommand Prepare(string statement, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(statement, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = statement;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _statements.Add(statement, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] switch
            {
                null => DBNull.Value,
                Tuid id => Bytes(id),
                var value => value,
            };
        }

        return command;
    }

    private static byte[] Bytes(Tuid id)
    {
        var bytes = new byte[Tuid.Size];
        id.Write(bytes);
        return bytes;
    }
}
