using System.Text.Json;
using Rerun.Arrow;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>Runs cases of the official client's answers through the engine.</summary>
internal static class GoldenRunner
{
    /// <summary>Runs a case and compares with one of its answers; gives the first difference, or null.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="open">Makes the case's dataset; what fails there is an answer too.</param>
    public static async Task<string?> CompareAsync(GoldenCase golden, GoldenAnswer answer, Func<Task<(DataframeEngine Engine, Tuid Dataset)>> open)
    {
        try
        {
            var (engine, dataset) = await open();
            if (golden.What == "schema")
            {
                return await CompareSchemaAsync(golden, answer, engine, dataset);
            }

            var (schema, batches) = await RunAsync(golden, engine, dataset);
            return answer.Error is { } expected ? $"expected {expected}, got {batches.Sum(batch => batch.Length)} rows"
                : answer.Value is { } value ? GoldenComparison.Count(value, batches)
                : GoldenComparison.Rows(answer, schema, batches, withMetadata: !golden.IsLocal);
        }
        catch (Exception e) when (e is RerunException or ArgumentException or InvalidOperationException)
        {
            return answer.Error switch
            {
                "ValueError" when e is ArgumentException or InvalidOperationException or RerunNotFoundException => null,
                "RuntimeError" when e is RerunException => null,
                _ => $"expected {answer.Error ?? "rows"}, got {e}",
            };
        }
    }

    private static DataframeQueryView View(GoldenCase golden, DataframeEngine engine, Tuid dataset)
    {
        var query = golden.Query;
        var view = new DataframeQueryView(engine, dataset, new DataframeQuery
        {
            Index = query.TryGetProperty("index", out var index) ? index.GetString() : null,
            Contents = query.TryGetProperty("contents", out var contents) ? Contents(contents) : "/**",
            IncludeSemanticallyEmptyColumns = query.TryGetProperty("include_semantically_empty_columns", out var empty) && empty.GetBoolean(),
            IncludeTombstoneColumns = query.TryGetProperty("include_tombstone_columns", out var tombstone) && tombstone.GetBoolean(),
        });
        if (query.TryGetProperty("calls", out var calls))
        {
            foreach (var call in calls.EnumerateArray())
            {
                view = Apply(view, [.. call.EnumerateArray()]);
            }
        }

        return view;
    }

    /// <summary>The columns to select, or null for all.</summary>
    private static IReadOnlyList<string>? Selection(GoldenCase golden, IReadOnlyList<string> all)
    {
        if (golden.Query.TryGetProperty("select", out var select))
        {
            return [.. select.EnumerateArray().Select(NameOf)];
        }

        return golden.IsLocal ? [.. all.Skip(1)] : null;
    }

    private static async Task<(Schema Schema, List<RecordBatch> Batches)> RunAsync(GoldenCase golden, DataframeEngine engine, Tuid dataset)
    {
        var view = View(golden, engine, dataset);
        var all = (await view.GetSchemaAsync()).FieldsList.Select(field => field.Name).ToList();
        var selection = Selection(golden, all);
        var filters = Filters(golden);
        if (filters.Count == 0)
        {
            view = view with { Query = view.Query with { Projection = selection, Limit = LimitOf(golden) } };
            using var stream = await view.ToArrowReaderAsync();
            var batches = new List<RecordBatch>();
            while (await stream.ReadNextRecordBatchAsync() is { } batch)
            {
                Assert.NotEqual(0, batch.Length);
                batches.Add(batch);
            }

            return (stream.Schema, batches);
        }

        // The filters of a dataframe are SQL; here they are applied to the engine's rows.
        var kept = new List<RecordBatch>();
        await foreach (var batch in view.ExecuteAsync())
        {
            for (var row = 0; row < batch.Length; row++)
            {
                if (filters.All(name => !batch.Column(name).IsNull(row)))
                {
                    kept.Add(batch.Slice(row, 1));
                }
            }
        }

        return (await view.GetSchemaAsync(), kept);
    }

    private static async Task<string?> CompareSchemaAsync(GoldenCase golden, GoldenAnswer answer, DataframeEngine engine, Tuid dataset)
    {
        var value = answer.Value!.Value;
        if (golden.IsLocal)
        {
            var names = golden.Query.TryGetProperty("contents", out _)
                ? (await View(golden, engine, dataset).GetSchemaAsync()).FieldsList.Skip(1).Select(field => field.Name)
                : (await engine.GetDatasetSchemaAsync(dataset)).Select(column => column.Name);
            return GoldenComparison.Different("columns", string.Join(", ", value.EnumerateArray().Select(name => name.GetString())), string.Join(", ", names));
        }

        var fields = (await engine.GetDatasetSchemaAsync(dataset)).ArrowSchema.FieldsList.OrderBy(field => field.Name, StringComparer.Ordinal);
        return value.EnumerateArray().Zip(fields).Select(pair => GoldenComparison.Field(pair.First, pair.Second)).FirstOrDefault(difference => difference is not null)
            ?? GoldenComparison.Different("columns", value.GetArrayLength().ToString(), fields.Count().ToString());
    }

    private static long? LimitOf(GoldenCase golden) => golden.Query.TryGetProperty("limit", out var limit) ? limit.GetInt64() : null;

    private static List<string> Filters(GoldenCase golden) => golden.Query.TryGetProperty("where", out var where)
        ? [.. where.EnumerateArray().SelectMany(filter => filter.EnumerateArray().Skip(1)).Select(name => name.GetString()!)]
        : [];

    private static string NameOf(JsonElement selector) =>
        selector.ValueKind == JsonValueKind.String ? selector.GetString()!
        : selector.TryGetProperty("index", out var index) ? index.GetString()!
        : ComponentColumnDescriptor.NameOf(EntityPath.Parse(selector.GetProperty("entity").GetString()!), selector.GetProperty("component").GetString()!);

    private static ViewContents Contents(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? ViewContents.ParseFilter(json.GetString()!)
        : ViewContents.Parse(json.GetRawText());

    private static DataframeQueryView Apply(DataframeQueryView view, JsonElement[] call) => call[0].GetString() switch
    {
        "filter_range_sequence" => view.FilterRangeSequence(call[1].GetInt64(), call[2].GetInt64()),
        "filter_range_nanos" => view.FilterRangeNanos(call[1].GetInt64(), call[2].GetInt64()),
        "filter_range_secs" => view.FilterRangeSecs(call[1].GetDouble(), call[2].GetDouble()),
        "filter_index_values" => view.FilterIndexValues(Values(call[1])),
        "using_index_values" => view.UsingIndexValues(Values(call[1])),
        "filter_is_not_null" when call[1].ValueKind == JsonValueKind.String => view.FilterIsNotNull(call[1].GetString()!),
        "filter_is_not_null" => view.FilterIsNotNull(new ComponentSelector(
            EntityPath.Parse(call[1].GetProperty("entity").GetString()!), call[1].GetProperty("component").GetString()!)),
        "filter_partition_id" => view.FilterPartitionId([.. call.Skip(1).Select(id => id.GetString()!)]),
        "fill_latest_at" => view.FillLatestAt(),
        var name => throw new NotSupportedException(name),
    };

    private static List<IndexValue> Values(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            return [.. json.EnumerateArray().Select(item => Value(item))];
        }

        var (kind, data) = json.EnumerateObject().Select(property => (property.Name, property.Value)).First();
        return kind switch
        {
            "chunked" => [.. data.EnumerateArray().SelectMany(chunk => chunk.EnumerateArray()).Select(item => Value(item))],
            "numpy_datetime64_s" => [.. data.EnumerateArray().Select(item => Value(item, 1_000_000_000))],
            "numpy_datetime64_ms" => [.. data.EnumerateArray().Select(item => Value(item, 1_000_000))],
            "numpy_datetime64_us" => [.. data.EnumerateArray().Select(item => Value(item, 1_000))],
            "numpy_datetime64_ns" or "numpy_int64" or "python" => [.. data.EnumerateArray().Select(item => Value(item))],
            _ => throw new NotSupportedException(kind),
        };
    }

    private static IndexValue Value(JsonElement item, long scale = 1) =>
        item.ValueKind == JsonValueKind.Null ? IndexValue.Static : item.GetInt64() * scale;
}
