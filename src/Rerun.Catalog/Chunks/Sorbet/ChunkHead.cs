using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Chunks.Sorbet;

/// <summary>What the start of a chunk tells: its schema and the header of its record batch.</summary>
/// <param name="Id">The chunk's id.</param>
/// <param name="Schema">What its schema means.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="Timelines">Its timelines.</param>
/// <param name="Components">Its components, those without any value marked.</param>
internal sealed record ChunkHead(
    Tuid Id, ChunkSchema Schema, long RowCount, IReadOnlyList<ChunkTimelineInfo> Timelines, IReadOnlyList<RrdComponent> Components);
