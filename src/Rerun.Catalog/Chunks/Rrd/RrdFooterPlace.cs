namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Where a stream's footer lies.</summary>
/// <param name="Offset">The offset of its message in the file.</param>
/// <param name="Length">The message's length.</param>
/// <param name="StreamStart">The offset of the stream's header, from which the footer's offsets count.</param>
/// <param name="Checksum">The checksum that the message must have.</param>
internal readonly record struct RrdFooterPlace(long Offset, int Length, long StreamStart, uint Checksum);
