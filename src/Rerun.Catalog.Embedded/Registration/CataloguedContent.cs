using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Chunks;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A layer's content as the catalogue keeps it: the file need not be opened for it.</summary>
internal sealed class CataloguedContent(
    RrdStore store, int chunkCount, long byteSize, long columns, byte[] chunks, byte[]? properties, SchemaLibrary schemas) : LayerContent
{
    public override int ChunkCount => chunkCount;

    public override long ByteSize => byteSize;

    public override IReadOnlyList<RrdChunkEntry> ReadChunks() => ChunkListReader.Read(chunks, store, schemas.ChunkSchema);

    public override LayerColumns ReadColumns() => schemas.Columns(columns);

    public override SortedDictionary<string, PropertyValue> ReadProperties() => StoredProperties.Read(properties);
}
