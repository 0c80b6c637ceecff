using Rerun.Query.Functions;
using Rerun.Testing;

namespace Rerun.Query.Tests.Functions;

public sealed class FunctionReferenceTests
{
    private const string Begin = "<!-- functions: written from the registry; UPDATE_DOCS=1 dotnet test tests/Rerun.Query.Tests rewrites them -->\n\n";
    private const string End = "<!-- end of functions -->";

    [Fact]
    public void The_page_of_the_dialect_has_all_functions_as_they_are_declared()
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "docs", "sql.md");
        var page = File.ReadAllText(path);
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Begin.Length && end > 0, "docs/sql.md has lost the marks between which the functions stand.");
        var reference = FunctionReference.Write(FunctionRegistry.BuiltIn);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is "1")
        {
            File.WriteAllText(path, page[..start] + reference + page[end..]);
            return;
        }

        Assert.Equal(reference, page[start..end]);
    }
}
