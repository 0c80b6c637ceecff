using System.Runtime.CompilerServices;
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
    private readonly ConditionalWeakTable<PartitionChunks, PartitionChunks> _described = [];
    private bool _hasNoManifests;

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
    public async ValueTask<PartitionChunks> DescribeChunksAsync(
        Tuid dataset, PartitionChunks partition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        if (_server.Dialect == ServerDialect.Partition || Volatile.Read(ref _hasNoManifests) || partition.Chunks.All(chunk => chunk.Timelines is not null))
        {
            return partition;
        }

        if (_described.TryGetValue(partition, out var described))
        {
            return described;
        }

        var rpc = Rpcs.GetRrdManifest;
        var request = new Wire.GetRrdManifestRequest { SegmentId = new Wire.SegmentId { Id = partition.Partition } };
        var manifest = new PartitionManifest();
        try
        {
            await foreach (var answer in _channel.StreamAsync(rpc, request, dataset, null, cancellationToken).ConfigureAwait(false))
            {
                Read(rpc, () => manifest.Add(DataframeParts.Read(answer.RrdManifest?.Data, _options.MaxMessageBytes)));
            }
        }
        catch (RerunException fault) when (fault.Status is RpcStatus.Unimplemented or RpcStatus.NotFound)
        {
            // What the chunks say when they are read will do.
            Volatile.Write(ref _hasNoManifests, fault.Status == RpcStatus.Unimplemented);
            return partition;
        }

        described = partition with { Chunks = [.. partition.Chunks.Select(manifest.Describe)] };
        _described.AddOrUpdate(partition, described);
        return described;
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
