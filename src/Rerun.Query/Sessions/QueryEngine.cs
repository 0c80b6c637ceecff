using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Query.Binding;
using Rerun.Query.Functions;
using Rerun.Query.Optimizer;
using Rerun.Query.Plan;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Parsing;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query;

/// <summary>Answers SQL over one catalog. One per data source: it keeps parsed texts and their plans. Safe for several threads.</summary>
public sealed class QueryEngine
{
    private readonly BoundedCache<string, PreparedQuery> _prepared;
    private long _planHits;

    /// <summary>Creates an engine over a catalog.</summary>
    /// <param name="client">The catalog, with its chunk cache and memory limit; it is not disposed.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    public QueryEngine(CatalogClient client, QueryEngineOptions? options = null)
        : this(
            client ?? throw new ArgumentNullException(nameof(client)),
            new DataframeEngineReader(client.Dataframes),
            options ?? new QueryEngineOptions())
    {
    }

    internal QueryEngine(CatalogClient client, IDataframeReader dataframes, QueryEngineOptions options)
    {
        Client = client;
        Dataframes = dataframes;
        Options = options;
        Optimizer = new PlanOptimizer(Builder, options.DisabledRules, client.Catalog is IChunkOutlines);
        _prepared = new BoundedCache<string, PreparedQuery>(options.PlanCacheSize);
    }

    /// <summary>The settings.</summary>
    public QueryEngineOptions Options { get; }

    internal CatalogClient Client { get; }

    internal ICatalog Catalog => Client.Catalog;

    internal IDataframeReader Dataframes { get; }

    internal CatalogClientOptions ClientOptions => Client.Options;

    internal PlanBuilder Builder { get; } = new(FunctionRegistry.BuiltIn);

    internal PlanOptimizer Optimizer { get; }

    /// <summary>How many executions found their plan.</summary>
    internal long PlanHits => Interlocked.Read(ref _planHits);

    /// <summary>Takes note of an execution that found its plan.</summary>
    internal void CountPlanHit()
    {
        Interlocked.Increment(ref _planHits);
        PlanCacheMetrics.Hit();
    }

    /// <summary>Starts a session: what one connection has for itself.</summary>
    public QuerySession CreateSession() => new(this);

    /// <summary>Parses a text; nothing is looked up in the catalog yet.</summary>
    /// <param name="sql">One or more statements.</param>
    /// <exception cref="RerunException">The text does not follow the grammar; the message points at the place.</exception>
    public PreparedQuery Prepare(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        if (!_prepared.TryGet(sql, out PreparedQuery? prepared))
        {
            prepared = Parse(sql);
            _prepared.Put(sql, prepared);
        }

        return prepared;
    }

    private static PreparedQuery Parse(string sql)
    {
        SqlScript script = SqlParser.ParseScript(sql);
        var temporary = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var statements = new List<PreparedStatement>(script.Statements.Count);
        foreach (StatementSyntax statement in script.Statements)
        {
            statements.Add(new PreparedStatement(script, statement, KindOf(statement, temporary), ParametersOf(script, statement)));
            if (statement is CreateTableStatement { Temporary: true } create)
            {
                temporary.Add(create.Name.ToString());
            }
        }

        return new PreparedQuery(sql, [.. statements]);
    }

    private static string[] ParametersOf(SqlScript script, StatementSyntax statement) =>
    [
        .. script.Parameters
            .Where(parameter => parameter.Span.Start >= statement.Span.Start && parameter.Span.End <= statement.Span.End)
            .Select(ParameterNames.Of)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    // What changes a temporary table that the same text has made changes the session only.
    private static StatementKind KindOf(StatementSyntax statement, HashSet<string> temporary) => statement switch
    {
        QueryStatement or PivotStatement or ExplainStatement or DescribeStatement or ShowStatement or SummarizeStatement => StatementKind.Query,
        CallStatement => StatementKind.Call,
        InsertStatement insert when temporary.Contains(insert.Table.ToString()) => StatementKind.Session,
        UpdateStatement update when temporary.Contains(update.Table.ToString()) => StatementKind.Session,
        DeleteStatement delete when temporary.Contains(delete.Table.ToString()) => StatementKind.Session,
        TruncateStatement truncate when truncate.Tables.All(table => temporary.Contains(table.ToString())) => StatementKind.Session,
        AlterColumnStatement alter when temporary.Contains(alter.Table.ToString()) => StatementKind.Session,
        CreateIndexStatement index when temporary.Contains(index.Table.ToString()) => StatementKind.Session,
        InsertStatement or UpdateStatement or DeleteStatement or TruncateStatement => StatementKind.Change,
        SetStatement or AnalyzeStatement => StatementKind.Session,
        CreateViewStatement { Temporary: true } or CreateTableStatement { Temporary: true } => StatementKind.Session,
        TransactionStatement => StatementKind.Transaction,
        _ => StatementKind.Definition,
    };
}
