using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A layer's content as its file tells of it.</summary>
internal sealed class ScannedContent(StoredRecording recording, RrdChunkEntry[] chunks) : LayerContent
{
    public override int ChunkCount => chunks.Length;

    public override long ByteSize { get; } = chunks.Sum(chunk => (long)chunk.DecodedSize);

    public override IReadOnlyList<RrdChunkEntry> ReadChunks() => chunks;

    public override LayerColumns ReadColumns() => LayerSchemas.Of(chunks);

    public override SortedDictionary<string, PropertyValue> ReadProperties() => LayerProperties.Read(recording, chunks);
}
