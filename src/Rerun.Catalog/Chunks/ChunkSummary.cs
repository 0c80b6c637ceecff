using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Catalog.Dataframes.Batches;

namespace Rerun.Catalog.Chunks;

/// <summary>What is worth knowing of a decoded chunk after the chunk itself has left memory: it saves decoding the chunk again in vain.</summary>
internal sealed class ChunkSummary
{
    private readonly string[] _timelineNames;
    private readonly TimelineSummary[] _timelines;
    private readonly string[] _components;
    private readonly bool[] _haveValues;
    private readonly double[] _mostBytes;

    private ChunkSummary(string[] timelineNames, TimelineSummary[] timelines, string[] components, bool[] haveValues, double[] mostBytes)
    {
        _timelineNames = timelineNames;
        _timelines = timelines;
        _components = components;
        _haveValues = haveValues;
        _mostBytes = mostBytes;
    }

    /// <summary>What is known of a chunk whose values were not read.</summary>
    /// <param name="timelines">Its timelines.</param>
    /// <param name="components">Its components, whether any of their lists has an element, and the most bytes that one can take.</param>
    public static ChunkSummary OfOutline(IReadOnlyList<ChunkTimeline> timelines, IReadOnlyList<(string Component, bool HasValues, double MostBytes)> components) => new(
        [.. timelines.Select(timeline => timeline.Name)],
        [.. timelines.Select(timeline => TimelineSummary.Of(timeline.Times))],
        [.. components.Select(component => component.Component)],
        [.. components.Select(component => component.HasValues)],
        [.. components.Select(component => component.MostBytes)]);

    /// <exception cref="RerunException">The chunk's row ids are not in order.</exception>
    public static ChunkSummary Of(Chunk chunk)
    {
        if (chunk.Outlined is { } outlined)
        {
            return outlined;
        }

        RequireAscendingRowIds(chunk);
        return new ChunkSummary(
            [.. chunk.Timelines.Select(timeline => timeline.Name)],
            [.. chunk.Timelines.Select(timeline => TimelineSummary.Of(timeline.Times))],
            [.. chunk.Components.Select(component => component.Descriptor.Component)],
            [.. chunk.Components.Select(HasValues)],
            [.. chunk.Components.Select(component => MostElements(component.Values.ValueOffsets) * ArraySize.BytesPerValue(component.Values.Data.Children[0]))]);
    }

    /// <summary>The chunk's times on a timeline, or null if it is not on it.</summary>
    public TimelineSummary? Timeline(string name)
    {
        var index = Array.IndexOf(_timelineNames, name);
        return index < 0 ? null : _timelines[index];
    }

    /// <summary>Whether the chunk has the component.</summary>
    public bool Has(string component) => Array.IndexOf(_components, component) >= 0;

    /// <summary>Whether some list of the component has an element.</summary>
    public bool HasValues(string component) => Array.IndexOf(_components, component) is var index and >= 0 && _haveValues[index];

    /// <summary>About the bytes that the longest list of the component takes.</summary>
    public double MostBytes(string component) => Array.IndexOf(_components, component) is var index and >= 0 ? _mostBytes[index] : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int MostElements(ReadOnlySpan<int> offsets)
    {
        var most = 0;
        var mosts = Vector<int>.Zero;
        var i = 0;
        for (; i + Vector<int>.Count < offsets.Length; i += Vector<int>.Count)
        {
            mosts = Vector.Max(mosts, new Vector<int>(offsets[(i + 1)..]) - new Vector<int>(offsets[i..]));
        }

        for (var j = 0; j < Vector<int>.Count; j++)
        {
            most = Math.Max(most, mosts[j]);
        }

        for (; i + 1 < offsets.Length; i++)
        {
            most = Math.Max(most, offsets[i + 1] - offsets[i]);
        }

        return most;
    }

    private static bool HasValues(ChunkComponent component)
    {
        var offsets = component.Values.ValueOffsets;
        if (component.Values.Length == 0 || offsets[^1] == offsets[0])
        {
            return false;
        }

        if (component.Values.NullCount == 0)
        {
            return true;
        }

        // A null may cover elements that nobody sees.
        for (var row = 0; row < component.Values.Length; row++)
        {
            if (offsets[row + 1] > offsets[row] && component.Values.IsValid(row))
            {
                return true;
            }
        }

        return false;
    }

    private static void RequireAscendingRowIds(Chunk chunk)
    {
        var ids = chunk.RowIdColumn.ValueBuffer.Span.Slice(chunk.RowIdColumn.Offset * Tuid.Size, chunk.RowCount * Tuid.Size);
        UInt128 last = 0;
        for (var row = 0; row < chunk.RowCount; row++)
        {
            var id = BinaryPrimitives.ReadUInt128BigEndian(ids[(row * Tuid.Size)..]);
            if (id < last)
            {
                throw new RerunException(
                    $"Chunk {chunk.Id} of {chunk.EntityPath}: the id of row {row} is smaller than the one before; the rows of a chunk must be in the order of their ids.",
                    RerunErrorCode.CorruptData);
            }

            last = id;
        }
    }
}
