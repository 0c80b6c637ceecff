using System.Text.Json;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>What a case must give: columns and rows, an error, or a value.</summary>
/// <param name="Json">The answer as the files have it.</param>
/// <param name="IsCompat">Whether it is an answer of the official client that differs from the right one.</param>
internal sealed record GoldenAnswer(JsonElement Json, bool IsCompat)
{
    public string? Error => Json.TryGetProperty("error", out var error) ? error.GetProperty("type").GetString() : null;

    public JsonElement? Value => Json.TryGetProperty("value", out var value) ? value : null;
}
