namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>A message of a stream, complete in the file.</summary>
/// <param name="Index">Its number in the file, from 0.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where its content starts, after the message header.</param>
/// <param name="Length">The length of its content.</param>
internal readonly record struct RrdMessage(int Index, RrdMessageKind Kind, long Offset, int Length);
