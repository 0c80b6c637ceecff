namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Each shape gives over the provider, synchronously and asynchronously, what LINQ to Objects gives; and so does its SQL.</summary>
public sealed class WorldShapeTests(WorldFixture worlds) : IClassFixture<WorldFixture>
{
    private static readonly Dictionary<string, ShapeSet> Sets = new()
    {
        ["joins"] = JoinShapes.InAnyOrder,
        ["ordered joins"] = JoinShapes.InOrder,
        ["conditions"] = FilterShapes.InOrder,
        ["selections"] = ProjectionShapes.InOrder,
        ["groups"] = GroupShapes.InAnyOrder,
        ["ordered groups"] = GroupShapes.InOrder,
        ["sub-queries"] = SubqueryShapes.InOrder,
        ["sets"] = SetShapes.InAnyOrder,
        ["collections"] = LocalShapes.InAnyOrder,
        ["values"] = ValueShapes.Values,
    };

    public static TheoryData<string> Names => [.. Sets.Keys];

    /// <summary>The text of every shape.</summary>
    public static IEnumerable<string> AllShapes => Sets.Values.SelectMany(set => set.Select(shape => shape.Text));

    [Fact]
    public void There_are_more_than_four_hundred_shapes() => Assert.True(Sets.Values.Sum(set => set.Count) >= 400, $"{Sets.Values.Sum(set => set.Count)}");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Shapes_agree_with_LINQ_to_Objects_and_with_their_SQL(string name)
    {
        ShapeSet set = Sets[name];
        var run = new ShapeRun(worlds, set.InAnyOrder);
        var faults = new List<string>();
        foreach (var (text, shape) in set)
        {
            if (await run.DifferenceAsync(shape) is { } difference)
            {
                faults.Add($"{text}\n   {difference}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {set.Count} shapes differ:\n{string.Join('\n', faults)}");
    }
}
