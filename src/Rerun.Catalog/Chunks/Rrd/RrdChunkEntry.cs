using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>A chunk of a file: what its message and its schema tell, without its rows.</summary>
public sealed class RrdChunkEntry
{
    internal RrdChunkEntry(RrdStore store, ChunkMessage message, ChunkHead head)
    {
        Store = store;
        Message = message;
        Head = head;
    }

    /// <summary>The recording or blueprint that the chunk belongs to.</summary>
    public RrdStore Store { get; }

    /// <summary>The byte offset of the chunk's message in the file, after the message header.</summary>
    public long Offset => Message.Offset;

    /// <summary>The number of bytes of the message in the file.</summary>
    public int StoredSize => Message.Length;

    /// <summary>The number of bytes of the chunk's Arrow data once decompressed.</summary>
    public int DecodedSize => Message.DecodedSize;

    /// <summary>The chunk's id.</summary>
    public Tuid Id => Head.Id;

    /// <summary>The entity that the chunk is about.</summary>
    public EntityPath EntityPath => Head.Schema.EntityPath;

    /// <summary>Whether the chunk has no timeline.</summary>
    public bool IsStatic => Head.Schema.Timelines.Count == 0;

    /// <summary>The number of rows.</summary>
    public long RowCount => Head.RowCount;

    /// <summary>The chunk's timelines; none for a static chunk. Bounds are set where the file's footer tells them.</summary>
    public IReadOnlyList<ChunkTimelineInfo> Timelines => Head.Timelines;

    /// <summary>The chunk's component columns.</summary>
    public IReadOnlyList<RrdComponent> Components => Head.Components;

    internal RrdChunkEntry WithTimelines(IReadOnlyList<ChunkTimelineInfo> timelines) => new(Store, Message, Head with { Timelines = timelines });

    internal ChunkMessage Message { get; }

    internal ChunkHead Head { get; }
}
