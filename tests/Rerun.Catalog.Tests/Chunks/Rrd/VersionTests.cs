using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

/// <summary>One program, written by many releases, must read the same.</summary>
public class VersionTests
{
    [SharedTheory("data/versions")]
    [InlineData("0.23.4")]
    [InlineData("0.24.1")]
    [InlineData("0.25.1")]
    [InlineData("0.26.2")]
    [InlineData("0.28.2")]
    [InlineData("0.30.2")]
    [InlineData("0.33.1")]
    [InlineData("0.36.3")]
    [InlineData("0.41.0")]
    public void Descriptors_and_types_are_those_of_0_27(string release)
    {
        // Releases differ in which empty components of a transform they log.
        var expected = Columns("0.27.3").Where(column => !column.StartsWith("/robot ")).ToArray();
        Assert.Equal(expected, Columns(release).Where(column => !column.StartsWith("/robot ")));
        Assert.Contains(Columns(release), column => column.StartsWith("/robot Transform3D:translation|rerun.archetypes.Transform3D|rerun.components.Translation3D"));
    }

    [SharedFact("data/versions")]
    public void Release_0_23_loses_its_indicators_but_keeps_their_chunks()
    {
        using var file = RrdFile.Open(PathOf("0.23.4"));
        Assert.Equal(36, file.Chunks.Count);
        Assert.Equal(63, file.Chunks.Sum(chunk => chunk.RowCount));
        Assert.Contains(file.Chunks, chunk => chunk.Components.Count == 0 && chunk.RowCount > 0);
        Assert.DoesNotContain(file.Chunks, chunk => chunk.Components.Any(component => component.Descriptor.Component.EndsWith("Indicator")));
        Assert.Contains(file.Chunks, chunk => chunk.EntityPath.ToString() == "/__properties" && chunk.Components[0].Descriptor.Component.StartsWith("RecordingInfo:"));
        Assert.Equal("basic", Assert.Single(file.Stores).RecordingId);
        Assert.NotEmpty(file.Stores[0].ApplicationId);
    }

    [SharedTheory("data/versions")]
    [InlineData("0.20.3")]
    [InlineData("0.22.1")]
    public void Older_files_are_refused_by_their_version(string release)
    {
        var fault = Assert.Throws<RerunException>(() => RrdFile.Open(PathOf(release)));
        Assert.Equal(RerunErrorCode.UnsupportedVersion, fault.ErrorKind);
        Assert.Contains(release, fault.Message);
    }

    [SharedFact("data/versions")]
    public void Footers_give_no_warning()
    {
        using var file = RrdFile.Open(PathOf("0.41.0"));
        Assert.Empty(file.Warnings);
        Assert.True(file.HasEndMarker);
    }

    [SharedTheory("data/versions")]
    [InlineData("0.27.3", false)]
    [InlineData("0.28.2", true)]
    [InlineData("0.30.2", true)]
    [InlineData("0.33.1", true)]
    [InlineData("0.41.0", true)]
    public void Footers_tell_the_bounds_of_chunks(string release, bool hasFooter)
    {
        var bytes = File.ReadAllBytes(PathOf(release));
        byte[] joined = [.. File.ReadAllBytes(PathOf("0.33.1")), .. bytes];
        using var file = RrdFile.Read(bytes);
        using var second = RrdFile.Read(joined);
        foreach (var (entry, inJoined) in file.Chunks.Zip(second.Chunks.TakeLast(file.Chunks.Count)))
        {
            var chunk = file.Decode(entry);
            foreach (var (told, held) in entry.Timelines.Zip(chunk.Timelines))
            {
                long? start = hasFooter ? held.Times.ToArray().Min() : null;
                long? end = hasFooter ? held.Times.ToArray().Max() : null;
                Assert.Equal((start, end), (told.Start, told.End));
            }

            if (release != "0.33.1")
            {
                Assert.Equal(entry.Timelines, inJoined.Timelines);
            }
        }
    }

    [SharedFact("data/versions")]
    public void A_damaged_footer_is_left_out()
    {
        var bytes = File.ReadAllBytes(PathOf("0.41.0"));
        bytes[^1000] ^= 1;
        using var file = RrdFile.Read(bytes);
        Assert.Contains("checksum", Assert.Single(file.Warnings).Message);
        Assert.Equal(13, file.Chunks.Count);
        Assert.All(file.Chunks.SelectMany(chunk => chunk.Timelines), timeline => Assert.Null(timeline.Start));
    }

    [SharedFact("data/edge/handmade")]
    public void What_is_no_list_becomes_lists_of_one()
    {
        using var plain = RrdFile.Open(SharedData.PathOf("data", "edge", "handmade", "component_not_a_list.rrd"));
        using var large = RrdFile.Open(SharedData.PathOf("data", "edge", "handmade", "component_large_list.rrd"));
        using var lists = RrdFile.Open(SharedData.PathOf("data", "edge", "handmade", "base.rrd"));
        var expected = Values(lists);
        Assert.Equal([1, 1, null, 1], expected.Select(row => (int?)row?.Length));
        Assert.Equal(expected, Values(plain));
        Assert.Equal(expected, Values(large));

        static double?[]?[] Values(RrdFile file)
        {
            var column = file.Decode(file.Chunks.First(chunk => !chunk.IsStatic)).Components[0].Values;
            Assert.Equal(ArrowTypeId.List, column.Data.DataType.TypeId);
            return [.. Enumerable.Range(0, column.Length).Select(row => ((DoubleArray?)column.GetSlicedValues(row))?.ToArray())];
        }
    }

    private static string PathOf(string release) => SharedData.PathOf("data", "versions", release, "basic.rrd");

    private static string[] Columns(string release)
    {
        using var file = RrdFile.Open(PathOf(release));
        return
        [
            .. file.Chunks
                .SelectMany(chunk => chunk.Components.Select(component =>
                    $"{chunk.EntityPath} {component.Descriptor.Component}|{component.Descriptor.Archetype}|{component.Descriptor.ComponentType}|{component.Type.ValueDataType}"))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }
}
