using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Properties;
using Rerun.Catalog.Embedded.Schemas;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>What is known of a layer's chunks without decoding them: from its file, or from the catalogue.</summary>
internal abstract class LayerContent
{
    /// <summary>The number of chunks.</summary>
    public abstract int ChunkCount { get; }

    /// <summary>The bytes of all chunks once decoded.</summary>
    public abstract long ByteSize { get; }

    /// <summary>The chunks in the order of the file, each id once.</summary>
    public abstract IReadOnlyList<RrdChunkEntry> ReadChunks();

    /// <summary>The columns.</summary>
    public abstract LayerColumns ReadColumns();

    /// <summary>The properties by column name.</summary>
    public abstract SortedDictionary<string, PropertyValue> ReadProperties();
}
