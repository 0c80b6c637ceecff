using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;

namespace Rerun.Catalog.Chunks;

/// <summary>One timeline (index column) of a decoded chunk.</summary>
/// <param name="Name">The timeline's name.</param>
/// <param name="Kind">What its values count.</param>
/// <param name="Values">The column as stored: Int64, Duration(ns) or Timestamp(ns); without nulls.</param>
/// <param name="IsSorted">Whether the values are known to be non-decreasing.</param>
public sealed record ChunkTimeline(string Name, IndexKind Kind, IArrowArray Values, bool IsSorted)
{
    /// <summary>The values as 64-bit numbers, one per row, in the timeline's unit.</summary>
    public ReadOnlySpan<long> Times
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var data = Values.Data;
            return MemoryMarshal.Cast<byte, long>(data.Buffers[1].Span).Slice(data.Offset, data.Length);
        }
    }
}
