using System.Text.RegularExpressions;
using Rerun.Data.Linq.Tests.Shapes;

namespace Rerun.Data.Linq.Tests;

/// <summary>The page about LINQ names every operator there is, and says of each what tests hold.</summary>
public sealed class OperatorTableTests
{
    private static Dictionary<string, string> Table { get; } = File.ReadLines(Path.Combine(Testing.SharedData.RepositoryRoot, "docs", "linq.md"))
        .Select(line => Regex.Match(line, @"^\| `(\w+)` \| (yes|error) \|"))
        .Where(match => match.Success)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static IEnumerable<string> Operators => typeof(Queryable).GetMethods().Where(method => method.DeclaringType == typeof(Queryable)).Select(method => method.Name).Distinct();

    [Fact]
    public void Every_operator_is_in_the_table() => Assert.Equal(Operators.Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_operator_that_works_is_in_a_shape()
    {
        string shapes = string.Join('\n', WorldShapeTests.AllShapes);
        Assert.DoesNotContain(Table.Where(row => row.Value == "yes"), row => row.Key != "AsQueryable" && !Regex.IsMatch(shapes, $@"\.{row.Key}[(<]"));
    }

    [Fact]
    public void Every_operator_that_is_refused_is_so_before_anything_is_read() =>
        Assert.DoesNotContain(Table.Where(row => row.Value == "error"), row => !EarlyErrorTests.RefusedNames.Any(name => name.Split(' ')[0] == row.Key));
}
