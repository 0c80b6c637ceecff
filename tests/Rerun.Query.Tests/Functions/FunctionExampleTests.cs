using Rerun.Query.Functions;
using Rerun.Query.Tests.Queries;

namespace Rerun.Query.Tests.Functions;

public sealed class FunctionExampleTests
{
    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var example in FunctionRegistry.BuiltIn.All.SelectMany(f => f.Examples))
        {
            examples.Add(example.Expression, example.Result);
        }

        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Examples_of_the_reference_are_true(string expression, string result)
    {
        await using var database = TestDatabase.Empty();
        Assert.Equal(result, await database.ValueAsync($"SELECT CAST(({expression}) AS VARCHAR)"));
    }
}
