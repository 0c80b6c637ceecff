using System.Text.Json;
using System.Text.Json.Nodes;
using Rerun.Catalog.Dataframes;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>A case of the official client's answers.</summary>
internal sealed class GoldenCase
{
    private static readonly Lazy<IReadOnlyList<GoldenCase>> Loaded = new(Load);
    private readonly JsonElement _json;
    private readonly JsonElement? _world;

    private GoldenCase(JsonElement json, JsonElement? world)
    {
        _json = json;
        _world = world;
    }

    public static IReadOnlyList<GoldenCase> All => Loaded.Value;

    /// <summary>A case that stands in no file.</summary>
    public static GoldenCase Of(JsonElement json) => new(json, null);

    public string Id => _json.GetProperty("id").GetString()!;

    public JsonElement Query => _json.GetProperty("query");

    public bool IsLocal => Query.TryGetProperty("api", out var api) && api.GetString() == "local";

    public string What => Query.TryGetProperty("what", out var what) ? what.GetString()! : "rows";

    /// <summary>Whether the official client crashes or answers by chance, so that there is no answer for the mode that follows it.</summary>
    public bool IsUnstable => _json.TryGetProperty("compat", out var compat) && compat.TryGetProperty("unstable", out _);

    public IEnumerable<(string Partition, string Layer, string File)> Inputs
    {
        get
        {
            foreach (var input in (_world ?? _json).GetProperty("inputs").EnumerateArray())
            {
                yield return (
                    input.GetProperty("partition").GetString()!,
                    input.TryGetProperty("layer", out var layer) ? layer.GetString()! : "base",
                    SharedData.PathOf("golden", "dataframe", input.GetProperty("file").GetString()!));
            }
        }
    }

    /// <summary>The answers that are right in a mode: any of them.</summary>
    public IEnumerable<GoldenAnswer> Answers(CompatibilityMode mode)
    {
        if (_json.TryGetProperty("expected", out var expected))
        {
            return [Answer(expected, "expected")];
        }

        var correct = Answer(_json.GetProperty("correct"), "correct");
        var compat = _json.GetProperty("compat");
        if (mode == CompatibilityMode.Correct)
        {
            return [correct];
        }

        return _json.TryGetProperty("rerun027", out var which)
            ? [which.GetString() == "compat" ? Answer(compat, "compat") : correct]
            : GoldenExceptions.NarrowIn027.Contains(Id) ? [Answer(Narrow(_json.GetProperty("correct"), compat), "compat")]
            : [correct, Answer(compat, "compat")];
    }

    /// <summary>The right rows without the columns that the official client hides: where it hides one and loses rows besides, neither answer is a mode's.</summary>
    private static JsonElement Narrow(JsonElement correct, JsonElement compat)
    {
        var kept = compat.GetProperty("columns").EnumerateArray().Select(name => name.GetString()).ToHashSet();
        var positions = correct.GetProperty("columns").EnumerateArray().Select((name, position) => (Name: name.GetString(), position))
            .Where(column => kept.Contains(column.Name)).Select(column => column.position).ToList();
        var narrow = new JsonObject
        {
            ["columns"] = new JsonArray([.. positions.Select(position => JsonNode.Parse(correct.GetProperty("columns")[position].GetRawText()))]),
            ["rows"] = new JsonArray([.. correct.GetProperty("rows").EnumerateArray().Select(
                row => new JsonArray([.. positions.Select(position => JsonNode.Parse(row[position].GetRawText()))]))]),
        };
        return JsonDocument.Parse(narrow.ToJsonString()).RootElement;
    }

    private GoldenAnswer Answer(JsonElement json, string kind)
    {
        if (_world is not { } world || !json.TryGetProperty("columns", out var names))
        {
            return new GoldenAnswer(json, kind == "compat");
        }

        // Group files name columns only; their fields stand once in the world.
        var fields = world.GetProperty("fields");
        var better = kind == "correct" && world.TryGetProperty("fields_correct", out var given) ? given : default;
        var columns = names.EnumerateArray().Select(name => JsonNode.Parse(
            (better.ValueKind == JsonValueKind.Object && better.TryGetProperty(name.GetString()!, out var field) ? field : fields.GetProperty(name.GetString()!)).GetRawText()));
        var whole = new JsonObject
        {
            ["columns"] = new JsonArray([.. columns]),
            ["schema_metadata"] = JsonNode.Parse(world.GetProperty("schema_metadata").GetRawText()),
            ["rows"] = JsonNode.Parse(json.GetProperty("rows").GetRawText()),
        };
        return new GoldenAnswer(JsonDocument.Parse(whole.ToJsonString()).RootElement, kind == "compat");
    }

    private static List<GoldenCase> Load()
    {
        var cases = new List<GoldenCase>();
        foreach (var file in Directory.EnumerateFiles(SharedData.PathOf("golden", "dataframe", "cases"), "*.json").Order(StringComparer.Ordinal))
        {
            cases.Add(new GoldenCase(JsonDocument.Parse(File.ReadAllText(file)).RootElement, null));
        }

        foreach (var file in Directory.EnumerateFiles(SharedData.PathOf("golden", "dataframe", "groups"), "*.json").Order(StringComparer.Ordinal))
        {
            var group = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            cases.AddRange(group.GetProperty("cases").EnumerateArray().Select(
                json => new GoldenCase(json, group.GetProperty("worlds").GetProperty(json.GetProperty("world").GetString()!))));
        }

        return cases;
    }
}
