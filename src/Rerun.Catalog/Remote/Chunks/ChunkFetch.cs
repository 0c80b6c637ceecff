using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Chunks.Sorbet;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote.Chunks;

/// <summary>
/// Fetches chunks by one FetchChunks call and decodes each while the next arrive. The answer's messages are read by hand: each chunk goes from the connection
/// to the memory that it stays in, and its columns view that.
/// </summary>
internal sealed class ChunkFetch(GrpcChannel channel, ChunkSchemaCache schemas)
{
    private const int ChunksField = 1;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
        Fixed32 = 5,
    }

    /// <summary>Fetches chunks, no two of which have one id in one partition.</summary>
    public async IAsyncEnumerable<FetchedChunk> ReadAsync(IReadOnlyList<ChunkInfo> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new FetchChunksRequest { ChunkInfos = { DataframeParts.Write(ChunkTable.Write(chunks)) } };
        var wanted = chunks.ToDictionary(chunk => (chunk.Partition, chunk.Id));
        using var call = await channel.OpenAsync(Rpcs.FetchChunks, request, null, cancellationToken).ConfigureAwait(false);
        while (await call.NextAsync().ConfigureAwait(false))
        {
            while (await NextAsync(call).ConfigureAwait(false) is { } message)
            {
                var chunk = Decode(call, message, out var partition);
                if (wanted.Remove((partition, chunk.Id), out var info))
                {
                    yield return new FetchedChunk(info, chunk);
                }
            }
        }

        if (wanted.Count > 0)
        {
            throw call.Corrupt($"{wanted.Count} of the {chunks.Count} chunks asked for did not come, for example {wanted.Keys.First().Id}");
        }
    }

    /// <summary>The next chunk of the current message, or null at its end.</summary>
    private static async ValueTask<byte[]?> NextAsync(GrpcCall call)
    {
        var reader = call.Reader;
        try
        {
            while (reader.Left > 0)
            {
                call.Arm();
                var tag = await reader.ReadVarintAsync(call.Token).ConfigureAwait(false);
                switch ((WireType)(tag & 7))
                {
                    case WireType.Length:
                        var length = (long)await reader.ReadVarintAsync(call.Token).ConfigureAwait(false);
                        if (tag >> 3 == ChunksField)
                        {
                            return await reader.ReadAsync(length, "a chunk", call.Token).ConfigureAwait(false);
                        }

                        await reader.SkipAsync(length, call.Token).ConfigureAwait(false);
                        break;
                    case WireType.Varint:
                        await reader.ReadVarintAsync(call.Token).ConfigureAwait(false);
                        break;
                    case WireType.Fixed64:
                        await reader.SkipAsync(sizeof(ulong), call.Token).ConfigureAwait(false);
                        break;
                    case WireType.Fixed32:
                        await reader.SkipAsync(sizeof(uint), call.Token).ConfigureAwait(false);
                        break;
                    default:
                        throw new AnswerFormatException($"a message has a field of wire type {tag & 7}, expected 0, 1, 2 or 5");
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is not RerunException)
        {
            throw call.Fault(exception);
        }
    }

    private Chunk Decode(GrpcCall call, byte[] message, out string partition)
    {
        try
        {
            var arrow = ArrowMessage.Read(message, channel.MaxMessageBytes);
            partition = StoreIdMessage.Read(new ProtobufReader(arrow.StoreId, "StoreId", arrow.StoreIdPosition)).RecordingId;
            var head = ChunkHeadReader.Read(arrow.Payload, arrow.IsCompressed, arrow.DecodedSize, schemas);
            return arrow.IsCompressed
                ? ChunkDecoder.Decode(arrow.Payload, isCompressed: true, arrow.DecodedSize, head)
                : ChunkDecoder.Decode(message.AsMemory(arrow.PayloadPosition, arrow.Payload.Length), head);
        }
        catch (Exception exception) when (exception is ChunkFormatException or ArrowFormatException)
        {
            throw call.Fault(exception);
        }
    }
}
