using System.Text.Json;
using Rerun.Arrow;
using Rerun.Catalog.Dataframes;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Dataframes.Golden;

/// <summary>The official client's answers, in both modes; where it errs, the files say what is right.</summary>
public sealed class GoldenDataframeTests
{
    // Type errors of Python that no C# program can make.
    private static readonly string[] Untyped = ["A07b", "A07c", "A07f", "A13", "V01", "V02", "V03", "V04"];

    // Selections of the local API, which catalogs do not have: unknown columns, static columns of a temporal view.
    private static readonly string[] LocalSelections = ["A12", "A12b", "A12c", "E16", "E17", "E19"];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var golden in GoldenCase.All.Where(golden => !Untyped.Contains(golden.Id) && !LocalSelections.Contains(golden.Id)))
            {
                data.Add(golden.Id, nameof(CompatibilityMode.Correct));
                if (!golden.IsUnstable)
                {
                    data.Add(golden.Id, nameof(CompatibilityMode.Rerun027));
                }
            }

            return data;
        }
    }

    [SharedTheory("golden/dataframe")]
    [MemberData(nameof(Cases))]
    public async Task Answers_are_those_of_the_official_client_or_right(string id, string modeName)
    {
        var golden = GoldenCase.All.First(golden => golden.Id == id);
        var mode = Enum.Parse<CompatibilityMode>(modeName);
        var differences = new List<string>();
        foreach (var answer in golden.Answers(mode))
        {
            if (await CompareAsync(golden, answer, mode) is not { } difference)
            {
                return;
            }

            differences.Add(difference);
        }

        Assert.Fail(string.Join(Environment.NewLine, differences));
    }

    private static async Task<string?> CompareAsync(GoldenCase golden, GoldenAnswer answer, CompatibilityMode mode)
    {
        try
        {
            var (engine, _) = GoldenRunner.Open(golden, mode);
            if (golden.What == "schema")
            {
                return await CompareSchemaAsync(golden, answer, engine);
            }

            var (schema, batches) = await GoldenRunner.RunAsync(golden, engine);
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

    private static async Task<string?> CompareSchemaAsync(GoldenCase golden, GoldenAnswer answer, DataframeEngine engine)
    {
        var value = answer.Value!.Value;
        if (golden.IsLocal)
        {
            var names = golden.Query.TryGetProperty("contents", out _)
                ? (await GoldenRunner.View(golden, engine).GetSchemaAsync()).FieldsList.Skip(1).Select(field => field.Name)
                : (await engine.GetDatasetSchemaAsync(default)).Select(column => column.Name);
            return GoldenComparison.Different("columns", string.Join(", ", value.EnumerateArray().Select(name => name.GetString())), string.Join(", ", names));
        }

        var fields = (await engine.GetDatasetSchemaAsync(default)).ArrowSchema.FieldsList.OrderBy(field => field.Name, StringComparer.Ordinal);
        return value.EnumerateArray().Zip(fields).Select(pair => GoldenComparison.Field(pair.First, pair.Second)).FirstOrDefault(difference => difference is not null)
            ?? GoldenComparison.Different("columns", value.GetArrayLength().ToString(), fields.Count().ToString());
    }
}
