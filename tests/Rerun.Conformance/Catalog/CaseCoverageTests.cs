using System.Globalization;
using System.Reflection;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Rerun.Testing;

namespace Rerun.Conformance.Catalog;

/// <summary>Every numbered case is run, or says why not.</summary>
public sealed class CaseCoverageTests
{
    private const int Count = 231;

    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["C022"] = "The overloads of GetDataset and GetTable take one argument: both or neither cannot be written.",
        ["C067"] = "The layer padding of 0.27 is kept for all servers (C066).",
        ["C089"] = "The same check as C087 with other types; it is the official server's alone.",
        ["C090"] = "WriteChunks has no member in the catalog API; newer servers do not offer it.",
        ["C091"] = "Memory URLs are the official server's own.",
        ["C092"] = "Unregistering came with 0.30 and has no member in the catalog API of 0.27.3.",
        ["C093"] = "As C092.",
        ["C094"] = "As C092.",
        ["C095"] = "As C092.",
        ["C104"] = "The filter of segment ids came with 0.35 and has no member in the catalog API of 0.27.3.",
        ["C116"] = "The message is checked in C087.",
        ["C117"] = "Needs a server that answers so: a test of the remote catalog.",
        ["C126"] = "An unknown partition is an error of this library on every server (C125).",
        ["C127"] = "Chunk ids are never sent: releases ignore, honour or refuse them.",
        ["C128"] = "As C127, for static and temporal data.",
        ["C129"] = "A column of later servers that this library does not need.",
        ["C130"] = "As C129.",
        ["C131"] = "This library sends whole ranges only.",
        ["C139"] = "Manifests of segments are the later servers' own; the remote catalog's tests cover their use.",
        ["C155"] = "Blueprints of tables came with 0.34 and have no member in the catalog API of 0.27.3.",
        ["C162"] = "What is not a batch cannot be written: the compiler refuses it.",
        ["C180"] = "A temporary table may hide a catalog's: design of the dialect.",
        ["C198"] = "Types of Python.",
        ["C199"] = "Types of Python.",
        ["C205"] = "Links of the newest viewer; this library writes those of 0.27.3 (C204).",
        ["C228"] = "Watching came with 0.34 and has no member in the catalog API of 0.27.3.",
        ["C229"] = "As C228.",
        ["C230"] = "Asset datasets came with 0.35 and have no member in the catalog API of 0.27.3.",
        ["C231"] = "As C230.",
    };

    [Fact]
    public void Every_case_is_run_or_says_why_not()
    {
        var run = typeof(CaseCoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(CasesOf).ToHashSet();
        Assert.Empty(run.Intersect(NotRun.Keys));
        Assert.Equal(
            Enumerable.Range(1, Count).Select(number => "C" + number.ToString("000", CultureInfo.InvariantCulture)),
            run.Union(NotRun.Keys).Order(StringComparer.Ordinal));
    }

    [SharedFact("rerun/server")]
    public void The_official_servers_take_part() => Assert.True(OfficialServer.IsThere);

    private static IEnumerable<string> CasesOf(MethodInfo method) =>
    [
        .. method.GetCustomAttributes<CaseAttribute>().Select(attribute => attribute.Id),
        .. method.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(TraitAttribute) && Equals(data.ConstructorArguments[0].Value, "Case"))
            .Select(data => (string)data.ConstructorArguments[1].Value!),
    ];
}
