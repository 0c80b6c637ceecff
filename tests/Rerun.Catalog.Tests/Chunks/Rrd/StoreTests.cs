using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Chunks.Rrd;

public class StoreTests
{
    [SharedTheory("data")]
    [InlineData("drives/drives.rbl", 0)]
    [InlineData("edge/with_blueprint.rrd", 1)]
    public void Blueprints_are_named_but_read_on_request_only(string name, int recordings)
    {
        var path = SharedData.PathOf(["data", .. name.Split('/')]);
        using var file = RrdFile.Open(path);
        Assert.Equal(recordings, file.Stores.Count(store => store.Kind == RrdStoreKind.Recording));
        Assert.Contains(file.Stores, store => store.Kind == RrdStoreKind.Blueprint);
        Assert.All(file.Chunks, chunk => Assert.Equal(RrdStoreKind.Recording, chunk.Store.Kind));

        using var all = RrdFile.Open(path, new RrdReadOptions { IncludeBlueprints = true });
        Assert.Contains(all.Chunks, chunk => chunk.Store.Kind == RrdStoreKind.Blueprint);
        Assert.All(all.Chunks, chunk => Assert.Equal(chunk.RowCount, all.Decode(chunk).RowCount));
    }

    [SharedTheory("data/edge")]
    [InlineData("two_recordings_merged")]
    [InlineData("two_recordings_joined")]
    public void Each_chunk_belongs_to_its_recording(string name)
    {
        using var file = RrdFile.Open(SharedData.PathOf("data", "edge", name + ".rrd"));
        Assert.Equal(["edge-two-a", "edge-two-b"], file.Stores.Select(store => store.RecordingId).Order());
        Assert.All(file.Stores, store => Assert.Contains(file.Chunks, chunk => chunk.Store == store));
    }

    [SharedTheory("data/edge")]
    [InlineData("uncompressed")]
    [InlineData("mixed_compression")]
    [InlineData("no_end_marker")]
    public void However_it_is_stored_a_chunk_is_the_same(string name)
    {
        using var expected = RrdFile.Open(SharedData.PathOf("data", "edge", "written_to_file.rrd"));
        using var file = RrdFile.Open(SharedData.PathOf("data", "edge", name + ".rrd"));
        Assert.Equal(name != "no_end_marker", file.HasEndMarker);
        Assert.Equal(expected.Chunks.Select(Content(expected)), file.Chunks.Select(Content(file)));

        static Func<RrdChunkEntry, string> Content(RrdFile file) => entry =>
        {
            var chunk = file.Decode(entry);
            var rows = Enumerable.Range(0, chunk.RowCount).Select(row =>
                $"{chunk.RowId(row)} {string.Join(',', chunk.Timelines.Select(timeline => timeline.Times[row]))} "
                + string.Join(',', chunk.Components.Select(component => component.Values.IsNull(row) ? "null" : component.Values.GetValueLength(row).ToString())));
            return $"{chunk.Id} {chunk.EntityPath} {string.Join(" | ", rows)}";
        };
    }

    [Fact]
    public void Files_can_share_what_is_known_of_schemas()
    {
        var cache = new ChunkSchemaCache();
        var paths = Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Order().ToArray();
        foreach (var path in paths)
        {
            using var alone = RrdFile.Open(path);
            using var shared = RrdFile.Open(path, new RrdReadOptions { SchemaCache = cache });
            Assert.Equal(alone.Chunks.Select(chunk => (chunk.Id, chunk.EntityPath, chunk.RowCount)), shared.Chunks.Select(chunk => (chunk.Id, chunk.EntityPath, chunk.RowCount)));
            Assert.Equal(alone.Chunks.SelectMany(chunk => chunk.Components).Select(component => component.Descriptor), shared.Chunks.SelectMany(chunk => chunk.Components).Select(component => component.Descriptor));
        }

        using var first = RrdFile.Open(paths[0], new RrdReadOptions { SchemaCache = cache });
        using var second = RrdFile.Open(paths[1], new RrdReadOptions { SchemaCache = cache });
        Assert.Contains(first.Chunks, chunk => second.Chunks.Any(other => ReferenceEquals(other.Head.Schema, chunk.Head.Schema)));
    }

    [Fact]
    public void A_small_cache_of_schemas_changes_nothing()
    {
        var path = Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Order().First();
        using var expected = RrdFile.Open(path);
        using var file = RrdFile.Open(path, new RrdReadOptions { SchemaCache = new ChunkSchemaCache(capacity: 2) });
        Assert.Equal(expected.Chunks.Select(chunk => chunk.Id), file.Chunks.Select(chunk => chunk.Id));
    }
}
