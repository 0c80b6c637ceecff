using System.Text.Json;
using Rerun.Catalog.Tests.Dataframes.Golden;

namespace Rerun.Conformance.Dataframes;

/// <summary>Writes a case of the official client's answers as SQL, where SQL can say it.</summary>
internal static class GoldenSql
{
    private static readonly string[] Flags = ["include_semantically_empty_columns", "include_tombstone_columns"];

    /// <summary>The statements that build the dataset, and the query; null for what has no SQL form (the local API, other kinds of values).</summary>
    public static (string Setup, string Query)? Of(GoldenCase golden)
    {
        var query = golden.Query;
        if (golden.IsLocal || golden.What == "schema" || query.TryGetProperty("omit_index", out _) || Options(query) is not { } options)
        {
            return null;
        }

        var setup = "CREATE DATASET d;" + string.Concat(golden.Inputs.Select(
            input => $"CALL register('d', {Text(new Uri(input.File).AbsoluteUri)}, layer => {Text(input.Layer)});"));
        var what = golden.What == "count" ? "count(*)"
            : query.TryGetProperty("select", out var select) ? string.Join(", ", select.EnumerateArray().Select(column => Name(column.GetString()!)))
            : "*";
        var where = Where(query) is { Length: > 0 } conditions ? $" WHERE {conditions}" : "";
        var limit = query.TryGetProperty("limit", out var rows) ? $" LIMIT {rows.GetRawText()}" : "";
        return (setup, $"SELECT {what} FROM dataframe('d', {string.Join(", ", options)}){where}{limit}");
    }

    private static List<string>? Options(JsonElement query)
    {
        var index = query.TryGetProperty("index", out var name) && name.ValueKind == JsonValueKind.String ? Text(name.GetString()!) : "NULL";
        var contents = !query.TryGetProperty("contents", out var given) ? "/**" : given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText();
        var options = new List<string> { $"index => {index}", $"contents => {Text(contents)}" };
        options.AddRange(Flags.Where(flag => query.TryGetProperty(flag, out var value) && value.GetBoolean()).Select(flag => $"{flag} => true"));

        // Of repeated calls the last counts.
        var calls = new Dictionary<string, string>();
        if (query.TryGetProperty("calls", out var list))
        {
            foreach (var call in list.EnumerateArray())
            {
                var arguments = call.EnumerateArray().ToList();
                if (Option(arguments[0].GetString()!, arguments[1..]) is not { } option)
                {
                    return null;
                }

                calls[option.Name] = option.Value;
            }
        }

        options.AddRange(calls.Select(call => $"{call.Key} => {call.Value}"));
        return options;
    }

    private static (string Name, string Value)? Option(string method, List<JsonElement> arguments) => method switch
    {
        "filter_index_values" or "using_index_values" when arguments[0].ValueKind == JsonValueKind.Array => (method, List(arguments[0].EnumerateArray())),
        "filter_is_not_null" => (method, Text(Column(arguments[0]))),
        "fill_latest_at" => (method, "true"),
        "filter_range_sequence" or "filter_range_nanos" => ("filter_range", List(arguments)),
        "filter_partition_id" => (method, $"[{string.Join(", ", arguments.Select(id => Text(id.GetString()!)))}]"),
        _ => null,
    };

    private static string Where(JsonElement query) =>
        !query.TryGetProperty("where", out var filters) ? "" : string.Join(" AND ", filters.EnumerateArray().Select(filter =>
        {
            var parts = filter.EnumerateArray().Select(part => part.GetString()!).ToList();
            var columns = parts[1..].ConvertAll(Name);
            return parts[0] == "not_is_null" ? $"NOT ({columns[0]} IS NULL)" : string.Join(" AND ", columns.Select(column => $"{column} IS NOT NULL"));
        }));

    private static string Column(JsonElement column) =>
        column.ValueKind == JsonValueKind.String ? column.GetString()! : $"{column.GetProperty("entity").GetString()}:{column.GetProperty("component").GetString()}";

    private static string List(IEnumerable<JsonElement> values) =>
        $"[{string.Join(", ", values.Select(value => value.ValueKind == JsonValueKind.Null ? "NULL" : value.GetRawText()))}]";

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
