using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Remote.Messages;
using Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>
/// Makes chunk directories of what a server lists. What it lists again is not read again, and a directory keeps its version as long as no partition
/// in it has changed. Safe for several threads.
/// </summary>
internal sealed class ChunkListings(int maxBytes)
{
    // About a hundred bytes a chunk; what is beyond is read anew.
    private const int MaxKnownChunks = 1 << 20;

    private readonly ConcurrentDictionary<UInt128, ListedLayer[]> _known = new();
    private readonly ConcurrentDictionary<Tuid, DirectoryVersions> _versions = new();
    private readonly ConcurrentDictionary<(Tuid Dataset, string Partition), (UInt128 Hash, PartitionChunks Chunks)> _partitions = new();
    private int _knownChunks;

    /// <summary>The layers that a part of an answer lists.</summary>
    /// <exception cref="Grpc.AnswerFormatException">It is not such a part.</exception>
    /// <exception cref="Arrow.ArrowFormatException">It is not such a part.</exception>
    public ListedLayer[] Read(DataframePart? part)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(part is null ? default : part.Payload.Span, digest);
        var hash = BinaryPrimitives.ReadUInt128BigEndian(digest);
        if (_known.TryGetValue(hash, out var layers))
        {
            return layers;
        }

        layers = ChunkTable.Read(DataframeParts.Read(part, maxBytes));
        if (Interlocked.Add(ref _knownChunks, layers.Sum(layer => layer.Chunks.Length)) > MaxKnownChunks)
        {
            _known.Clear();
            Volatile.Write(ref _knownChunks, 0);
        }

        _known[hash] = layers;
        return layers;
    }

    /// <summary>The directory of what was listed.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="layers">All layers of the partitions asked for.</param>
    /// <param name="asked">The partitions asked for; null for all.</param>
    public ChunkDirectory Build(Tuid dataset, IEnumerable<ListedLayer> layers, IReadOnlyCollection<string>? asked)
    {
        var wanted = asked is null ? null : new HashSet<string>(asked, StringComparer.Ordinal);
        var partitions = new SortedDictionary<string, List<ListedLayer>>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            // Servers may list more than they were asked for.
            if (wanted?.Contains(layer.Partition) == false)
            {
                continue;
            }

            if (!partitions.TryGetValue(layer.Partition, out var listed))
            {
                partitions.Add(layer.Partition, listed = []);
            }

            listed.Add(layer);
        }

        foreach (var partition in wanted ?? [])
        {
            partitions.TryAdd(partition, []);
        }

        var hashes = new Dictionary<string, UInt128>(partitions.Count, StringComparer.Ordinal);
        var chunks = new List<PartitionChunks>(partitions.Count);
        foreach (var (partition, listed) in partitions)
        {
            // Servers give layers in any order; a directory always has the same.
            listed.Sort(static (a, b) => string.CompareOrdinal(a.Layer, b.Layer));
            var hash = listed.Aggregate(UInt128.Zero, static (sum, layer) => unchecked((sum * 31) + layer.Hash));
            hashes.Add(partition, hash);
            chunks.Add(Join(dataset, partition, hash, listed));
        }

        return new ChunkDirectory(_versions.GetOrAdd(dataset, static _ => new DirectoryVersions()).Update(hashes, isWhole: asked is null), chunks);
    }

    /// <summary>The same chunks are the same object, so that what is found out about them stays with them.</summary>
    private PartitionChunks Join(Tuid dataset, string partition, UInt128 hash, List<ListedLayer> layers)
    {
        if (_partitions.TryGetValue((dataset, partition), out var known) && known.Hash == hash)
        {
            return known.Chunks;
        }

        var chunks = new PartitionChunks(partition, layers.Count == 1 ? layers[0].Chunks : [.. layers.SelectMany(layer => layer.Chunks)]);
        _partitions[(dataset, partition)] = (hash, chunks);
        return chunks;
    }
}
