using System.Text.Json;
using Rerun.Arrow;
using Rerun.Testing;

namespace Rerun.Server.Tests.Support;

/// <summary>The columns that an official server sent in a recorded call, as texts to compare with.</summary>
internal static class GoldenFields
{
    /// <summary>The columns of the first table in a recorded answer.</summary>
    /// <param name="release">The server's release.</param>
    /// <param name="call">The name of the call's file.</param>
    /// <param name="path">The fields that lead to the table's message; by default the message's first one.</param>
    public static IEnumerable<string> Of(string release, string call, params string[] path)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("golden", "wire", release, call + ".json")));
        var message = golden.RootElement.GetProperty("response").GetProperty("decoded")[0];
        var part = path.Length == 0 ? message.EnumerateObject().First().Value : path.Aggregate(message, (parent, name) => parent.GetProperty(name));
        return [.. part.GetProperty("arrow").GetProperty("fields").EnumerateArray().Select(Text)];
    }

    public static IEnumerable<string> Of(Schema schema) => schema.FieldsList.Select(field => Text(
        field.Name,
        field.DataType.ToString()!,
        field.IsNullable,
        field.Metadata.Select(entry => $"{entry.Key}={entry.Value}")));

    private static string Text(JsonElement field) => Text(
        field.GetProperty("name").GetString()!,
        field.GetProperty("type").GetString()!,
        field.GetProperty("nullable").GetBoolean(),
        field.GetProperty("metadata").EnumerateObject().Select(entry => $"{entry.Name}={entry.Value.GetString()}"));

    private static string Text(string name, string type, bool isNullable, IEnumerable<string> metadata)
    {
        var plain = type.Replace("utf8", "string", StringComparison.Ordinal);

        // The indices of the dictionaries are the same everywhere; the two texts differ in how they tell of them.
        plain = plain.StartsWith("dictionary", StringComparison.Ordinal) ? plain.Contains("string", StringComparison.Ordinal) ? "dictionary of text" : "dictionary" : plain;
        return $"{name} {plain} {isNullable} {string.Join(',', metadata.Order(StringComparer.Ordinal))}";
    }
}
