using Rerun.Testing;

namespace Rerun.Architecture;

/// <summary>
/// The public surface of each project, held against a reviewed text file. After a wanted change, run the tests once with
/// <c>RERUN_WRITE_PUBLIC_API=1</c> and review the difference.
/// </summary>
public class PublicApiTests
{
    public static TheoryData<string> Projects => [.. SourceProjects.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_public_surface_is_the_reviewed_one(string project)
    {
        var file = Path.Combine(SharedData.RepositoryRoot, "tests", "Rerun.Architecture.Tests", "PublicApi", $"{project}.txt");
        var actual = PublicApiText.Of(SourceProjects.Load(project));
        if (Environment.GetEnvironmentVariable("RERUN_WRITE_PUBLIC_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        var reviewed = File.Exists(file) ? File.ReadAllText(file) : "";
        var added = actual.Split('\n').Except(reviewed.Split('\n')).ToArray();
        var removed = reviewed.Split('\n').Except(actual.Split('\n')).ToArray();
        Assert.True(
            actual == reviewed,
            $"The public surface of {project} differs from {Path.GetFileName(file)}.\nAdded:\n  {string.Join("\n  ", added)}\nRemoved:\n  {string.Join("\n  ", removed)}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_parsing_library_shows_in_no_public_signature(string project) =>
        Assert.DoesNotContain("Remotion", PublicApiText.Of(SourceProjects.Load(project)), StringComparison.Ordinal);

    [Fact]
    public void Only_the_linq_project_refers_to_the_parsing_library() =>
        Assert.Equal(
            ["Rerun.Data.Linq"],
            SourceProjects.Names.Where(name => SourceProjects.Load(name).GetReferencedAssemblies().Any(other => other.Name!.StartsWith("Remotion", StringComparison.Ordinal))));
}
