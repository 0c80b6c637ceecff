using System.Data;
using System.Reflection;
using System.Text.RegularExpressions;
using Rerun.Data.Specification.Cases;
using Rerun.Data.Specification.Fixture;
using Rerun.Testing;

namespace Rerun.Data.Specification;

/// <summary>Every case is run by a test or declared as a deviation; the list of cases is the whole list.</summary>
public sealed partial class CaseCoverageTests
{
    private const string Catalogue = "reference/adonet-specification-cases.md";

    [Fact]
    public void Every_case_is_run_or_declared_as_a_deviation()
    {
        var run = typeof(CaseCoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttribute<CaseAttribute>()?.Names ?? []).ToArray();
        Assert.Equal(CaseNames.All.Distinct().Order(StringComparer.Ordinal), run.Union(Deviations.All.Select(one => one.Case)).Order(StringComparer.Ordinal));
        Assert.Empty(run.Intersect(Deviations.All.Select(one => one.Case)));
    }

    [Fact]
    public void Deviations_are_few_and_documented()
    {
        Assert.InRange(Deviations.All.Length, 0, Deviations.Most);
        var page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "adonet.md"));
        Assert.All(Deviations.All, one => Assert.Contains($"| {one.Case} | {one.Reason} |", page, StringComparison.Ordinal));
    }

    [SharedFact(Catalogue)]
    public void The_list_has_every_case_of_the_catalogue()
    {
        var sections = Sections();
        var named = sections.Where(section => section.Number is >= 3 and <= 9 and not 8)
            .SelectMany(section => Rows(section.Text).SelectMany(cells => WholeName().Matches(cells[0]).Select(match => match.Value)))
            .Where(name => !name.EndsWith('_')).ToArray();
        Assert.InRange(named.Length, 150, 300);
        Assert.Empty(named.Except(CaseNames.All));
    }

    [SharedFact(Catalogue)]
    public void The_conversion_matrix_is_that_of_the_catalogue()
    {
        var refused = new HashSet<(string, DbType, Kind)>();
        var given = new HashSet<(string, DbType, Kind)>();
        var natural = new HashSet<DbType>();
        foreach (var cells in Rows(Sections().Single(section => section.Number == 8).Text))
        {
            var getter = cells[0].Trim('`');
            foreach (Match part in TypeWithKinds().Matches(cells[2]))
            {
                var type = Enum.Parse<DbType>(part.Groups["type"].Value);
                if (getter is "GetFieldType" or "GetValue" or "GetFieldValue")
                {
                    natural.Add(type);
                    continue;
                }

                foreach (Match kind in KindLetters().Matches(part.Groups["kinds"].Value))
                {
                    (cells[1].StartsWith("throws", StringComparison.Ordinal) ? refused : given).Add((getter, type, ConversionMatrix.KindOf(kind.Value)));
                }
            }
        }

        Assert.InRange(refused.Count, 300, 1000);
        Assert.Equal(refused, ConversionMatrix.RefusedCells().ToHashSet());
        Assert.Equal(given, ConversionMatrix.GivenCells().Select(cell => (cell.Getter, cell.Type, cell.Kind)).ToHashSet());
        Assert.Equal(natural, ConversionMatrix.NaturalTypes().Select(row => row.Type).ToHashSet());
    }

    private static (int Number, string Text)[] Sections() =>
    [
        .. File.ReadAllText(SharedData.PathOf(Catalogue.Split('/'))).Split("\n## ").Skip(1).Select(section => (section[0] - '0', section)),
    ];

    // The cells of each row of each table.
    private static IEnumerable<string[]> Rows(string section) => section.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    [GeneratedRegex(@"(?<![…\w])[A-Z]\w+_\w+(?![…\w])(?!_?…)")]
    private static partial Regex WholeName();

    [GeneratedRegex(@"(?<type>[A-Z]\w+) \[(?<kinds>[^\]]*(?:\[\][^\]]*)?)\]")]
    private static partial Regex TypeWithKinds();

    // A kind stands alone, or before an arrow and the value.
    [GeneratedRegex(@"(?<![\w.:+-])(N|E|Z|O|Mn|Mx)(?=$|,|→)")]
    private static partial Regex KindLetters();
}
