using System.Text.Json;
using Rerun.Arrow;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>Compares results with the official client's answers; gives the first difference as text, or null.</summary>
internal static class GoldenComparison
{
    public static string? Count(JsonElement value, IReadOnlyList<RecordBatch> batches) =>
        Different("count", value.GetProperty("row_count").GetInt64().ToString(), batches.Sum(batch => batch.Length).ToString());

    public static string? Rows(GoldenAnswer answer, Schema schema, IReadOnlyList<RecordBatch> batches, bool withMetadata)
    {
        var columns = answer.Json.GetProperty("columns").EnumerateArray().ToList();
        if (Different("columns", Names(columns.Select(column => column.GetProperty("name").GetString()!)), Names(schema.FieldsList.Select(field => field.Name))) is { } names)
        {
            return names;
        }

        var difference = columns.Zip(schema.FieldsList).Select(pair => Field(pair.First, pair.Second)).FirstOrDefault(text => text is not null);
        if (difference is null && answer.IsCompat && withMetadata)
        {
            difference = Different("metadata", Metadata(answer.Json.GetProperty("schema_metadata")), Metadata(schema.Metadata));
        }

        var expected = answer.Json.GetProperty("rows").EnumerateArray()
            .Select(row => string.Join(" | ", row.EnumerateArray().Select(CellJson.Text)));
        var actual = batches.SelectMany(batch => Enumerable.Range(0, batch.Length)
            .Select(row => string.Join(" | ", batch.Arrays.Select(array => CellJson.Text(array, row)))));
        return difference ?? Different("rows", string.Join('\n', expected), string.Join('\n', actual));

        static string Names(IEnumerable<string> names) => string.Join(", ", names);
    }

    public static string? Field(JsonElement expected, Field field)
    {
        var name = expected.GetProperty("name").GetString();
        var nullable = !expected.TryGetProperty("nullable", out var told) || told.GetBoolean();
        var metadata = expected.TryGetProperty("metadata", out var given) ? Metadata(given) : "";
        return Different($"type of {name}", expected.GetProperty("type").GetString()!, PyArrowType.Of(field.DataType))
            ?? Different($"nullability of {name}", nullable.ToString(), field.IsNullable.ToString())
            ?? Different($"metadata of {name}", metadata, Metadata(field.Metadata));
    }

    private static string Metadata(JsonElement json) =>
        string.Join(", ", json.EnumerateObject().Select(item => $"{item.Name}={item.Value.GetString()}").Order(StringComparer.Ordinal));

    private static string Metadata(IReadOnlyDictionary<string, string> metadata) =>
        string.Join(", ", metadata.Select(item => $"{item.Key}={item.Value}").Order(StringComparer.Ordinal));

    public static string? Different(string what, string expected, string actual) =>
        expected == actual ? null : $"{what}: expected\n{expected}\ngot\n{actual}";
}
