using System.Globalization;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan.Expressions;
using Rerun.Testing;

namespace Rerun.Query.Tests.Queries;

/// <summary>A query engine over a folder of recordings, or over nothing, with results as text.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly CatalogClient _client;

    private TestDatabase(string location, QueryEngineOptions? options, CatalogClientOptions? client = null, EmbeddedCatalogOptions? catalog = null)
    {
        _client = new CatalogClient(EmbeddedCatalog.Open(location, catalog), client);
        Session = new QueryEngine(_client, options).CreateSession();
    }

    public QuerySession Session { get; }

    /// <summary>The chunks that are kept.</summary>
    public Catalog.Chunks.ChunkCache Cache => _client.ChunkCache;

    /// <summary>Options with which even small queries take the ways of several threads.</summary>
    public static QueryEngineOptions Torn(int batchRows, int morselRows) => new() { BatchRows = batchRows, ParallelRows = 0, MorselRows = morselRows };

    public static TestDatabase Drives(QueryEngineOptions? options = null, CatalogClientOptions? client = null) => new(SharedData.SampleDrives, options, client);

    public static TestDatabase Empty(QueryEngineOptions? options = null, CatalogClientOptions? client = null) => new(EmbeddedCatalog.InMemory, options, client);

    /// <summary>A folder of recordings.</summary>
    public static TestDatabase Over(string path, QueryEngineOptions? options = null, CatalogClientOptions? client = null) => new(path, options, client);

    /// <summary>A folder with a catalogue, which is made if there is none.</summary>
    public static TestDatabase Folder(string path) => new(path, null, null, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });

    /// <summary>The rows of the last statement, each as its values joined by bars; lists as in SQL, null as NULL.</summary>
    public Task<string[]> RowsAsync(string sql, params (string Name, object? Value)[] parameters) => RowsAsync(Session, sql, parameters);

    /// <summary>The rows of the last statement, with values as a function writes them.</summary>
    public Task<string[]> RowsAsync(string sql, Func<IArrowArray, int, string> text) => RowsAsync(Session, sql, [], text);

    /// <summary>The rows of the last statement that a session runs.</summary>
    public static Task<string[]> RowsAsync(QuerySession session, string sql, params (string Name, object? Value)[] parameters) =>
        RowsAsync(session, sql, parameters, Text);

    private static async Task<string[]> RowsAsync(QuerySession session, string sql, (string Name, object? Value)[] parameters, Func<IArrowArray, int, string> text)
    {
        var rows = new List<string>();
        foreach (PreparedStatement statement in session.Prepare(sql).Statements)
        {
            rows.Clear();
            await using QueryResult result = await session.ExecuteAsync(statement, Parameters(parameters));
            rows.AddRange(await RowsAsync(result, text));
        }

        return [.. rows];
    }

    /// <summary>The rows of a result.</summary>
    public static Task<IReadOnlyList<string>> RowsAsync(QueryResult result) => RowsAsync(result, Text);

    private static async Task<IReadOnlyList<string>> RowsAsync(QueryResult result, Func<IArrowArray, int, string> text)
    {
        var rows = new List<string>();
        while (await result.ReadNextRecordBatchAsync() is { } batch)
        {
            for (int row = 0; row < batch.Length; row++)
            {
                rows.Add(string.Join('|', batch.Arrays.Select(array => text(array, row))));
            }
        }

        return rows;
    }

    public async Task<string> ValueAsync(string sql, params (string Name, object? Value)[] parameters) => Assert.Single(await RowsAsync(sql, parameters));

    public async Task<string[]> ColumnsAsync(string sql)
    {
        await using QueryResult result = await Session.ExecuteAsync(Session.Prepare(sql).Statements[0], QueryParameters.None);
        return [.. result.Schema.FieldsList.Select(field => field.Name)];
    }

    public async Task<RerunException> ErrorAsync(string sql, params (string Name, object? Value)[] parameters) =>
        await Assert.ThrowsAnyAsync<RerunException>(() => RowsAsync(sql, parameters));

    public async Task<string> PlanAsync(string sql, params (string Name, object? Value)[] parameters) =>
        string.Join('\n', await RowsAsync("EXPLAIN " + sql, parameters));

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static QueryParameters Parameters((string Name, object? Value)[] parameters) =>
        new(parameters.Select(parameter => new QueryParameter(parameter.Name, parameter.Value)));

    /// <summary>A value as text; lists as in SQL, null as NULL.</summary>
    public static string Text(IArrowArray array, int row)
    {
        Constant value = ConstantArrays.Read(array, row);
        return value.Value switch
        {
            string text => text,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
    }
}
