using System.Data;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Rerun.Data.ConnectionStrings;
using Rerun.Data.Diagnostics;
using Rerun.Data.Tests.Drives;
using Rerun.Testing;

namespace Rerun.Data.Tests;

/// <summary>docs/adonet.md has every name that there is to look up.</summary>
public sealed class DocumentationTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "adonet.md"));

    [Fact]
    public void Every_keyword_is_documented_with_its_other_names()
    {
        foreach (var keyword in ConnectionKeywords.All)
        {
            var row = Assert.Single(Page.Split('\n'), line => line.StartsWith($"| `{keyword.Name}` |", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 5);
            Assert.All(keyword.Aliases, alias => Assert.Contains($"`{alias}`", row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_collection_is_documented_with_its_restrictions()
    {
        using var connection = drives.Open();
        foreach (DataRow collection in connection.GetSchema().Rows)
        {
            Assert.Contains($"`{collection["CollectionName"]}`", Page, StringComparison.Ordinal);
        }

        foreach (var restrictions in connection.GetSchema("Restrictions").Rows.Cast<DataRow>().GroupBy(row => (string)row["CollectionName"]))
        {
            var names = string.Join(", ", restrictions.OrderBy(row => (int)row["RestrictionNumber"]).Select(row => $"`{row["RestrictionName"]}`"));
            Assert.Contains(Page.Split('\n'), line => line.StartsWith($"| `{restrictions.Key}`", StringComparison.Ordinal) && line.EndsWith($"| {names} |", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_event_and_every_instrument_is_documented()
    {
        var events = typeof(ExecutionLog).GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToArray();
        Assert.Equal(events.Length, events.Select(one => one.EventId).Distinct().Count());
        Assert.All(events, one => Assert.Contains(one.EventId.ToString(System.Globalization.CultureInfo.InvariantCulture), Page, StringComparison.Ordinal));
        var instruments = typeof(RerunInstruments).GetFields().Select(field => field.GetValue(null)).OfType<System.Diagnostics.Metrics.Instrument>().ToArray();
        Assert.InRange(instruments.Length, 7, 20);
        Assert.All(instruments, one => Assert.Contains($"`{one.Name}`", Page, StringComparison.Ordinal));
    }
}
