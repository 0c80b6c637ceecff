using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Sources;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Statements;

/// <summary>The procedures that CALL runs.</summary>
internal static class CatalogProcedures
{
    // Registrations are waited for as long as the command is.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, Procedure> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["register"] = new(["dataset", "url", "layer", "timeout_secs"], Register),
        ["register_batch"] = new(["dataset", "urls", "layers", "on_duplicate"], RegisterBatch),
        ["register_prefix"] = new(["dataset", "url", "layer", "on_duplicate"], RegisterPrefix),
        ["create_fts_index"] = new(["dataset", "column", "time_index", "store_position", "base_tokenizer"], CreateFullTextIndex),
        ["create_vector_index"] = new(
            ["dataset", "column", "time_index", "num_partitions", "target_partition_num_rows", "num_sub_vectors", "distance_metric"], CreateVectorIndex),
        ["delete_indexes"] = new(["dataset", "column"], DeleteIndexes),
        ["do_maintenance"] = new(
            ["dataset", "optimize_indexes", "retrain_indexes", "compact_fragments", "cleanup_before", "unsafe_allow_recent_cleanup"], DoMaintenance),
        ["do_global_maintenance"] = new([], DoGlobalMaintenance),
        ["set_default_blueprint_partition_id"] = new(["dataset", "id"], SetDefaultBlueprint),
    };

    private delegate ValueTask<QueryResult> Run(CatalogClient client, CancellationToken cancellationToken);

    /// <summary>What a call does, with its arguments evaluated.</summary>
    /// <exception cref="RerunException">There is no such procedure, or an argument is wrong.</exception>
    public static Func<CatalogClient, CancellationToken, ValueTask<QueryResult>> Bind(BindingContext context, CallStatement call)
    {
        string name = call.Name.Last.Text;
        if (call.Name.Parts.Count > 1 || !Known.TryGetValue(name, out Procedure? procedure))
        {
            string hint = NearestName.Of(name, Known.Keys) is { } nearest ? $"Did you mean {nearest}?" : $"There are: {string.Join(", ", Known.Keys)}.";
            throw context.Error(RerunErrorCode.UnknownFunction, call.Name, $"There is no procedure {context.TextOf(call.Name)}. {hint}");
        }

        Run run = procedure.Bind(new ConstantArguments(context, call, name.ToLowerInvariant(), call.Arguments, procedure.Parameters));
        return (client, cancellationToken) => run(client, cancellationToken);
    }

    private static Run Register(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string url = arguments.RequiredText("url");
        string layer = arguments.Text("layer") ?? "base";
        TimeSpan? timeout = arguments.Seconds("timeout_secs");
        return async (client, cancellationToken) =>
        {
            DatasetEntry entry = await client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
            return TextRows.Of("partition_id", [await entry.RegisterAsync(url, layer, timeout, cancellationToken).ConfigureAwait(false)]);
        };
    }

    private static Run RegisterBatch(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string[] urls = arguments.Texts("urls") ?? [];
        string[]? layers = arguments.Texts("layers");
        IfDuplicate ifDuplicate = OnDuplicate(arguments);
        return async (client, cancellationToken) =>
        {
            DatasetEntry entry = await client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
            return await RowsAsync(await entry.RegisterBatchAsync(urls, layers, ifDuplicate, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        };
    }

    private static Run RegisterPrefix(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string url = arguments.RequiredText("url");
        string? layer = arguments.Text("layer");
        IfDuplicate ifDuplicate = OnDuplicate(arguments);
        return async (client, cancellationToken) =>
        {
            DatasetEntry entry = await client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
            return await RowsAsync(await entry.RegisterPrefixAsync(url, layer, ifDuplicate, cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        };
    }

    private static IfDuplicate OnDuplicate(ConstantArguments arguments) => arguments.Text("on_duplicate")?.ToUpperInvariant() switch
    {
        null or "ERROR" => IfDuplicate.Error,
        "SKIP" => IfDuplicate.Skip,
        "OVERWRITE" => IfDuplicate.Overwrite,
        _ => throw arguments.Invalid(arguments.Find("on_duplicate")!, "on_duplicate is 'error', 'skip' or 'overwrite'."),
    };

    private static async ValueTask<QueryResult> RowsAsync(RegistrationTasks tasks, CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tasks.Count > 0)
        {
            await foreach (RegistrationResult result in tasks.WatchAsync(Patience, cancellationToken).ConfigureAwait(false))
            {
                states[result.TaskId] = result.IsSuccess || result.Message is null ? result.Status : $"{result.Status}: {result.Message}";
            }
        }

        return TextRows.Of(
            ["partition_id", "layer", "task_id", "status"],
            tasks.Results.Select(result => (string?[])[result.PartitionId, result.Layer, result.TaskId, states.GetValueOrDefault(result.TaskId, "success")]));
    }

    private static Run CreateFullTextIndex(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string column = arguments.RequiredText("column");
        string timeIndex = arguments.RequiredText("time_index");
        bool storePosition = arguments.Flag("store_position");
        string tokenizer = arguments.Text("base_tokenizer") ?? "simple";
        return async (client, cancellationToken) =>
        {
            (DatasetEntry entry, ComponentColumnDescriptor found) = await ColumnAsync(client, dataset, column, cancellationToken).ConfigureAwait(false);
            return TextRows.InMemory(IndexTable.Of(
                [await entry.CreateFullTextIndexAsync(found, timeIndex, storePosition, tokenizer, cancellationToken).ConfigureAwait(false)]));
        };
    }

    private static Run CreateVectorIndex(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string column = arguments.RequiredText("column");
        string timeIndex = arguments.RequiredText("time_index");
        var properties = new VectorIndexProperties(
            arguments.Integer("num_sub_vectors") ?? new VectorIndexProperties().NumSubVectors,
            Metric(arguments),
            arguments.Integer("target_partition_num_rows"),
            arguments.Integer("num_partitions"));
        if (properties is { TargetPartitionNumRows: not null, NumPartitions: not null })
        {
            throw arguments.Invalid(arguments.Find("num_partitions")!, "Give num_partitions or target_partition_num_rows, not both.");
        }

        return async (client, cancellationToken) =>
        {
            (DatasetEntry entry, ComponentColumnDescriptor found) = await ColumnAsync(client, dataset, column, cancellationToken).ConfigureAwait(false);
            return TextRows.InMemory(IndexTable.Of([await entry.CreateVectorIndexAsync(found, timeIndex, properties, cancellationToken).ConfigureAwait(false)]));
        };
    }

    private static VectorDistanceMetric Metric(ConstantArguments arguments)
    {
        try
        {
            return arguments.Text("distance_metric") is { } name ? VectorDistanceMetricParser.Parse(name) : VectorDistanceMetric.Cosine;
        }
        catch (ArgumentException error)
        {
            throw arguments.Invalid(arguments.Find("distance_metric")!, error.Message);
        }
    }

    private static Run DeleteIndexes(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string column = arguments.RequiredText("column");
        return async (client, cancellationToken) =>
        {
            (DatasetEntry entry, ComponentColumnDescriptor found) = await ColumnAsync(client, dataset, column, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<IndexConfig> deleted = await entry.DeleteIndexesAsync(found, cancellationToken).ConfigureAwait(false);
            return TextRows.InMemory(IndexTable.Of([.. deleted.Select(config => new IndexInfo(config))]));
        };
    }

    private static Run DoMaintenance(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        var options = new MaintenanceOptions
        {
            OptimizeIndexes = arguments.Flag("optimize_indexes"),
            RetrainIndexes = arguments.Flag("retrain_indexes"),
            CompactFragments = arguments.Flag("compact_fragments"),
            CleanupBefore = arguments.Instant("cleanup_before") is { } instant ? new Timestamp64(instant) : null,
            UnsafeAllowRecentCleanup = arguments.Flag("unsafe_allow_recent_cleanup"),
        };
        return async (client, cancellationToken) =>
        {
            await client.Catalog.DoMaintenanceAsync(dataset, options, cancellationToken).ConfigureAwait(false);
            return TextRows.Done();
        };
    }

    private static Run DoGlobalMaintenance(ConstantArguments arguments) => async (client, cancellationToken) =>
    {
        await client.DoGlobalMaintenanceAsync(cancellationToken).ConfigureAwait(false);
        return TextRows.Done();
    };

    private static Run SetDefaultBlueprint(ConstantArguments arguments)
    {
        Tuid dataset = arguments.Dataset().Id;
        string? partition = arguments.Text("id");
        return async (client, cancellationToken) =>
        {
            DatasetEntry entry = await client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
            await entry.SetDefaultBlueprintPartitionAsync(partition, cancellationToken).ConfigureAwait(false);
            return TextRows.Done();
        };
    }

    private static async ValueTask<(DatasetEntry Dataset, ComponentColumnDescriptor Column)> ColumnAsync(
        CatalogClient client, Tuid dataset, string column, CancellationToken cancellationToken)
    {
        DatasetEntry entry = await client.GetDatasetAsync(dataset, cancellationToken).ConfigureAwait(false);
        return (entry, (await entry.GetSchemaAsync(cancellationToken).ConfigureAwait(false)).ColumnForSelector(column));
    }

    private sealed record Procedure(IReadOnlyList<string> Parameters, Func<ConstantArguments, Run> Bind);
}
