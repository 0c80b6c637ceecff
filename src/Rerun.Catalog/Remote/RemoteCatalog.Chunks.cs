using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Remote.Chunks;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <content>Chunks.</content>
public sealed partial class RemoteCatalog
{
    private const string PartitionIdColumn = "rerun_partition_id";

    private readonly ChunkSchemaCache _chunkSchemas = new();

    /// <inheritdoc/>
    public async ValueTask<ChunkDirectory> GetChunksAsync(
        Tuid dataset, IReadOnlyCollection<string>? partitions, CancellationToken cancellationToken = default)
    {
        var listed = new List<ListedLayer>();
        if (partitions is not { Count: 0 })
        {
            // Restrictions are hints to a server; whatever it lists beyond the partitions asked for is left out of the directory.
            var request = new Wire.QueryDatasetRequest { SelectAllEntityPaths = true };
            foreach (var partition in partitions ?? [])
            {
                request.PartitionIds.Add(new Wire.PartitionId { Id = partition });
                request.SegmentIds.Add(new Wire.SegmentId { Id = partition });
            }

            await foreach (var answer in _channel.StreamAsync(Rpcs.QueryDataset, request, dataset, null, cancellationToken).ConfigureAwait(false))
            {
                listed.AddRange(Read(Rpcs.QueryDataset, () => _listings.Read(answer.Data)));
            }
        }

        if (partitions is not null)
        {
            await RequirePartitionsAsync(dataset, partitions.Except(listed.Select(layer => layer.Partition)).ToList(), cancellationToken).ConfigureAwait(false);
        }

        return _listings.Build(dataset, listed, partitions);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<FetchedChunk> ReadChunksAsync(IReadOnlyList<ChunkInfo> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return chunks.All(chunk => chunk.Key is RemoteChunkKey)
            ? ParallelFetch.ReadAsync(new ChunkFetch(_channel, _chunkSchemas), chunks, _options.MaxParallelFetches, cancellationToken)
            : throw new ArgumentException("A chunk is of another catalog.", nameof(chunks));
    }

    /// <summary>A partition without chunks is not listed, nor is one that does not exist: only the partition table tells.</summary>
    private async ValueTask RequirePartitionsAsync(Tuid dataset, List<string> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0)
        {
            return;
        }

        var table = await ScanPartitionsAsync(dataset, [PartitionIdColumn], cancellationToken).ConfigureAwait(false);
        var known = Read(Rpcs.ScanSegmentTable, () => TableColumns.Text(table, PartitionIdColumn).OfType<string>().ToHashSet(StringComparer.Ordinal));
        if (missing.Find(partition => !known.Contains(partition)) is { } unknown)
        {
            throw new RerunNotFoundException($"There is no partition '{unknown}' in the dataset {dataset} of {Location}.{NearestNames.Hint(unknown, known)}");
        }
    }
}
