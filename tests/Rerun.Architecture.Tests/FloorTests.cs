using System.Xml.Linq;
using Rerun.Testing;

namespace Rerun.Architecture;

/// <summary>The house's floors: dependencies point down only.</summary>
public class FloorTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Rerun.Arrow"] = 1,
        ["Rerun.Catalog"] = 2,
        ["Rerun.Catalog.Embedded"] = 3,
        ["Rerun.Query"] = 4,
        ["Rerun.Data"] = 5,
        ["Rerun.Data.Linq"] = 6,
        ["Rerun.Server"] = 7,
        ["Rerun.Data.Cli"] = 8,
    };

    // What a floor must not see although it lies below.
    private static readonly (string Project, string Hidden)[] Apart =
    [
        ("Rerun.Query", "Rerun.Catalog.Embedded"),
        ("Rerun.Server", "Rerun.Query"),
        ("Rerun.Server", "Rerun.Data"),
        ("Rerun.Server", "Rerun.Data.Linq"),
    ];

    public static TheoryData<string> Projects => [.. Floors.Keys];

    [Fact]
    public void Every_source_project_has_a_floor() =>
        Assert.Equal(Floors.Keys.Order(), Directory.GetDirectories(Path.Combine(SharedData.RepositoryRoot, "src")).Select(Path.GetFileName).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_to_lower_floors_only(string project)
    {
        var seen = Reachable(project);
        Assert.All(seen, other => Assert.True(Floors[other] < Floors[project], $"{project} refers to {other}, which does not lie below it."));
        Assert.All(Apart.Where(pair => pair.Project == project), pair => Assert.DoesNotContain(pair.Hidden, seen));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_source_project_has_its_tests(string project) =>
        Assert.True(File.Exists(Path.Combine(SharedData.RepositoryRoot, "tests", $"{project}.Tests", $"{project}.Tests.csproj")));

    private static HashSet<string> Reachable(string project)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(References(project));
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var further in References(next))
                {
                    open.Push(further);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
