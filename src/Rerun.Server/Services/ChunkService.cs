using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Embedded.Schemas;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Rerun.Server.Selections;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods that queries are made of: which chunks there are, and the chunks.</summary>
internal sealed class ChunkService(ICatalog catalog, int maxPartBytes)
{
    // Small chunks travel together; a large one is a message of its own.
    private const int MessageBytes = 1 << 20;
    private readonly ulong _run = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Lists chunks: a message per partition and layer, or one without rows.</summary>
    public async IAsyncEnumerable<Wire.QueryDatasetResponse> QueryAsync(
        Wire.QueryDatasetRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var selection = DatasetQuery.Read(request, call.Dialect);
        var timelines = call.Dialect == Dialect.Partitions ? [] : await TimelinesAsync(dataset, cancellationToken).ConfigureAwait(false);
        if (call.Dialect >= Dialect.Newest)
        {
            RequireTimeline(selection.Time?.Timeline, timelines);
        }

        var table = ChunkTable.OfQuery(call.Dialect, timelines);
        foreach (var rows in Tables(dataset, await selection.ReadAsync(catalog, dataset, cancellationToken).ConfigureAwait(false), selection, table))
        {
            yield return new() { Data = rows.ToPart() };
        }
    }

    /// <summary>Lists chunks for newer clients: a message per segment and layer, or one without rows.</summary>
    public async IAsyncEnumerable<Wire.FindChunksResponse> FindAsync(
        Wire.FindChunksRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var selection = ChunkSearch.Read(request);
        RequireTimeline(selection.Time?.Timeline, await TimelinesAsync(dataset, cancellationToken).ConfigureAwait(false));
        var table = ChunkTable.OfSearch(selection.Time?.Timeline ?? "");
        foreach (var rows in Tables(dataset, await selection.ReadAsync(catalog, dataset, cancellationToken).ConfigureAwait(false), selection, table))
        {
            yield return new() { Data = rows.ToPart() };
        }
    }

    /// <summary>Describes the chunks of a segment.</summary>
    public async IAsyncEnumerable<Wire.GetRrdManifestResponse> GetManifestAsync(
        Wire.GetRrdManifestRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var id = request.SegmentId is { HasId: true } segment ? segment.Id : throw GrpcException.InvalidArgument("missing required field: 'segment_id'");
        var directory = await catalog.GetChunksAsync(dataset, [id], cancellationToken).ConfigureAwait(false);
        var chunks = directory.Partitions is [var only] ? only.Chunks : throw GrpcException.NotFound($"Segment '{id}' not found");
        var schema = await catalog.GetDatasetSchemaAsync(dataset, cancellationToken).ConfigureAwait(false);
        schema = SegmentManifest.SchemaOf(chunks, call.RenamesComponents ? NewerNames.Of(schema) : schema);
        var manifest = SegmentManifest.Of(
            await ChunkTimes.CompleteAsync(catalog, chunks, cancellationToken).ConfigureAwait(false),
            [.. chunks.Select((chunk, i) => KeyOf(dataset, chunk, i))],
            schema,
            call.RenamesComponents);
        yield return new()
        {
            RrdManifest = new Wire.RrdManifest
            {
                StoreId = StoreOf(dataset, id),
                SorbetSchema = schema.ToWire(keepsMetadata: true),
                SorbetSchemaSha256 = ByteString.CopyFrom(LayerSchemas.Hash(schema)),
                Data = manifest.ToPart(),
            },
        };
    }

    /// <summary>Sends chunks, the partitions one after the other: clients take a partition for complete when the next one comes.</summary>
    public async IAsyncEnumerable<Wire.FetchChunksResponse> FetchAsync(
        Wire.FetchChunksRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var addresses = request.ChunkInfos.SelectMany(Addresses).ToList();
        foreach (var partition in addresses.GroupBy(address => (address.Dataset, address.Partition)))
        {
            var (dataset, id) = partition.Key;
            var directory = await catalog.GetChunksAsync(dataset, [id], cancellationToken).ConfigureAwait(false);
            var listed = directory.Partitions[0].Chunks;
            List<ChunkInfo> wanted = [.. partition.Distinct().Select(address => address.FindIn(listed))];
            var message = new Wire.FetchChunksResponse();
            var size = 0;
            await foreach (var chunk in ReadAsync(StoreOf(dataset, id), wanted, cancellationToken).ConfigureAwait(false))
            {
                if (size > 0 && size + chunk.Payload.Length > MessageBytes)
                {
                    yield return message;
                    message = new Wire.FetchChunksResponse();
                    size = 0;
                }

                message.Chunks.Add(chunk);
                size += chunk.Payload.Length;
            }

            if (size > 0)
            {
                yield return message;
            }
        }

        if (addresses.Count == 0)
        {
            yield return new Wire.FetchChunksResponse();
        }
    }

    private static void RequireTimeline(string? timeline, string[] timelines)
    {
        if (timeline is not null && !timelines.Contains(timeline))
        {
            throw GrpcException.InvalidArgument($"The dataset has no timeline '{timeline}'.");
        }
    }

    private IEnumerable<RecordBatch> Tables(Tuid dataset, IReadOnlyList<PartitionChunks> partitions, ChunkSelection selection, ChunkTable table)
    {
        var isEmpty = true;
        var rows = new List<(ChunkInfo Info, byte[] Key)>();
        foreach (var partition in partitions)
        {
            for (var i = 0; i < partition.Chunks.Count; i++)
            {
                var chunk = partition.Chunks[i];
                if (!selection.Takes(chunk))
                {
                    continue;
                }

                if (rows.Count > 0 && rows[^1].Info.Layer != chunk.Layer)
                {
                    yield return table.Of(rows);
                    rows.Clear();
                }

                rows.Add((chunk, KeyOf(dataset, chunk, i)));
            }

            for (var i = 0; i < partition.Chunks.Count && rows.Count == 0; i++)
            {
                // The last one, as it is the one that the schema follows where chunks differ.
                var last = partition.Chunks.Count - 1 - i;
                if (selection.TellsOfPartition(partition.Chunks[last]))
                {
                    rows.Add((partition.Chunks[last], KeyOf(dataset, partition.Chunks[last], last)));
                }
            }

            if (rows.Count > 0)
            {
                isEmpty = false;
                yield return table.Of(rows);
                rows.Clear();
            }
        }

        if (isEmpty)
        {
            yield return table.Of(rows);
        }
    }

    private async Task<string[]> TimelinesAsync(Tuid dataset, CancellationToken cancellationToken)
    {
        var schema = await catalog.GetDatasetSchemaAsync(dataset, cancellationToken).ConfigureAwait(false);
        return
        [
            .. schema.FieldsList
                .Where(field => ColumnMetadata.IsIndex(field.Metadata.Text(ColumnMetadata.Kind)))
                .Select(field => field.Metadata.Text(ColumnMetadata.IndexName) ?? field.Name),
        ];
    }

    private byte[] KeyOf(Tuid dataset, ChunkInfo chunk, int ordinal) =>
        new ChunkAddress(dataset, chunk.Partition, chunk.Id, chunk.Key.GetHashCode(), ordinal).ToBytes(_run);

    private static Wire.StoreId StoreOf(Tuid dataset, string partition) => new()
    {
        Kind = Wire.StoreKind.Recording,
        RecordingId = partition,
        ApplicationId = new Wire.ApplicationId { Id = dataset.ToString() },
    };

    /// <summary>Reads chunks as they are stored where every client understands that, and encodes the others.</summary>
    private async IAsyncEnumerable<Wire.ArrowMsg> ReadAsync(
        Wire.StoreId store, IReadOnlyList<ChunkInfo> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var others = chunks;
        if (catalog is IStoredChunks storage)
        {
            var encoded = new List<ChunkInfo>();
            foreach (var (info, stored) in storage.ReadStored(chunks))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (stored is { } bytes)
                {
                    yield return ToMessage(store, info.Id, info.IsStatic, bytes);
                }
                else
                {
                    encoded.Add(info);
                }
            }

            others = encoded;
        }

        await foreach (var (_, chunk) in catalog.ReadChunksAsync(others, cancellationToken).ConfigureAwait(false))
        {
            var payload = ChunkEncoder.Encode(chunk);
            yield return ToMessage(store, chunk.Id, chunk.IsStatic, new StoredChunk(payload, IsCompressed: false, payload.Length));
        }
    }

    private static Wire.ArrowMsg ToMessage(Wire.StoreId store, Tuid id, bool isStatic, StoredChunk chunk) => new()
    {
        StoreId = store,
        Compression = chunk.IsCompressed ? Wire.Compression.Lz4 : Wire.Compression.None,
        UncompressedSize = (ulong)chunk.DecodedSize,
        Encoding = Wire.Encoding.ArrowIpc,
        Payload = UnsafeByteOperations.UnsafeWrap(chunk.Payload),
        ChunkId = id.ToWire(),
        IsStatic = isStatic,
    };

    private List<ChunkAddress> Addresses(Wire.DataframePart part)
    {
        using var batch = part.ToBatch(maxPartBytes);
        var column = batch.Schema.GetFieldIndex(ChunkTable.KeyColumn);
        if (column < 0)
        {
            throw GrpcException.InvalidArgument($"Missing {ChunkTable.KeyColumn} column");
        }

        if (batch.Column(column) is not BinaryArray { NullCount: 0 } keys)
        {
            throw GrpcException.InvalidArgument($"{ChunkTable.KeyColumn} must be a binary array without nulls.");
        }

        var addresses = new List<ChunkAddress>(batch.Length);
        for (var row = 0; row < batch.Length; row++)
        {
            addresses.Add(ChunkAddress.Read(keys.GetBytes(row), _run));
        }

        return addresses;
    }
}
