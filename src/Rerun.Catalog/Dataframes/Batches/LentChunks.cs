using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Catalog.Chunks;

namespace Rerun.Catalog.Dataframes.Batches;

/// <summary>
/// The chunks of a slice whose memory is given back when all its batches have been built. Batches live as long as whoever reads them wants, so what
/// they have of these chunks is copied.
/// </summary>
internal sealed class LentChunks
{
    private readonly Dictionary<byte[], ChunkMemory> _memories;
    private int _uses = 1;

    private LentChunks(Dictionary<byte[], ChunkMemory> memories) => _memories = memories;

    /// <summary>Those of some chunks that are lent, or null if none is.</summary>
    public static LentChunks? Of(Chunk[]? chunks)
    {
        Dictionary<byte[], ChunkMemory>? memories = null;
        foreach (var chunk in chunks ?? [])
        {
            if (chunk.Memory is { } memory)
            {
                (memories ??= []).Add(memory.Buffer, memory);
            }
        }

        return memories is null ? null : new LentChunks(memories);
    }

    /// <summary>Begins the building of a batch.</summary>
    /// <param name="isLast">Whether no other follows.</param>
    public void BeginUse(bool isLast)
    {
        if (!isLast)
        {
            Interlocked.Increment(ref _uses);
        }
    }

    /// <summary>Ends the building of a batch.</summary>
    public void EndUse()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            foreach (var memory in _memories.Values)
            {
                memory.Release();
            }
        }
    }

    /// <summary>An array with the same values that has nothing of the chunks.</summary>
    public IArrowArray Detach(IArrowArray array)
    {
        if (!Refers(array.Data))
        {
            return array;
        }

        var copy = ArraySelection.Copy(array);
        Keep(copy.Data);
        return copy;
    }

    private bool Refers(ArrayData data) =>
        Array.Exists(data.Buffers, buffer => Find(buffer) is not null)
        || Array.Exists(data.Children, Refers)
        || (data.Dictionary is { } dictionary && Refers(dictionary));

    /// <summary>What a copy still shares is never given back.</summary>
    private void Keep(ArrayData data)
    {
        foreach (var buffer in data.Buffers)
        {
            Find(buffer)?.AddUser();
        }

        Array.ForEach(data.Children, Keep);
        if (data.Dictionary is { } dictionary)
        {
            Keep(dictionary);
        }
    }

    private ChunkMemory? Find(ArrowBuffer buffer) =>
        !buffer.IsEmpty && MemoryMarshal.TryGetArray(buffer.Memory, out var segment) ? _memories.GetValueOrDefault(segment.Array!) : null;
}
