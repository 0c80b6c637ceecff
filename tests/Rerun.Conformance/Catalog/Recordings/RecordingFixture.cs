using System.Buffers.Binary;
using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Chunks.Sorbet;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Recordings;

/// <summary>A recording whose chunk and row ids are chosen: time part = prefix, counters from 1 in order of creation.</summary>
/// <param name="id">The recording's id.</param>
/// <param name="prefix">The time part of all ids.</param>
/// <param name="applicationId">The application's id, or null for one made of the recording's id.</param>
/// <param name="isBlueprint">Whether it is a blueprint.</param>
internal sealed class RecordingFixture(string id, ulong prefix, string? applicationId = null, bool isBlueprint = false)
{
    private readonly List<Chunk> _chunks = [];
    private ulong _lastRow;

    public string Id => id;

    public IReadOnlyList<Chunk> Chunks => _chunks;

    private Wire.StoreId StoreId => new()
    {
        Kind = isBlueprint ? Wire.StoreKind.Blueprint : Wire.StoreKind.Recording,
        RecordingId = id,
        ApplicationId = new Wire.ApplicationId { Id = applicationId ?? $"rerun_example_{id}" },
    };

    /// <summary>Adds a chunk; without timelines it is static.</summary>
    public RecordingFixture Add(string entity, IReadOnlyList<ChunkTimeline> timelines, params ChunkComponent[] components)
    {
        var rows = new FixedSizeBinaryArray.Builder(Tuid.Size);
        Span<byte> bytes = stackalloc byte[Tuid.Size];
        for (var i = 0; i < components[0].Values.Length; i++)
        {
            new Tuid(prefix, ++_lastRow).Write(bytes);
            rows.Append(bytes);
        }

        _chunks.Add(new Chunk(new Tuid(prefix, (ulong)_chunks.Count + 1), EntityPath.Parse($"/{entity.TrimStart('/')}"), rows.Build(), timelines, components));
        return this;
    }

    /// <summary>Writes the recording as a file, and gives the file's URL.</summary>
    public string Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, ToBytes());
        return new Uri(Path.GetFullPath(path)).AbsoluteUri;
    }

    private byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        stream.Write("RRF2"u8);
        stream.Write([0, 27, 3, 0]);
        stream.Write([0, 2, 0, 0]);
        var source = new Wire.StoreSource
        {
            Kind = Wire.StoreSourceKind.Other,
            Extra = new Wire.StoreSourceExtra { Payload = ByteString.CopyFromUtf8("conformance fixture") },
        };
        var info = new Wire.StoreInfo { StoreId = StoreId, StoreSource = source };
        Write(stream, 1, new Wire.SetStoreInfo { RowId = new Wire.Tuid { TimeNs = 1, Inc = 0 }, Info = info });
        foreach (var chunk in _chunks)
        {
            var payload = ChunkEncoder.Encode(chunk);
            Write(stream, 2, new Wire.ArrowMsg
            {
                StoreId = StoreId,
                Compression = Wire.Compression.None,
                UncompressedSize = (ulong)payload.Length,
                Encoding = Wire.Encoding.ArrowIpc,
                Payload = ByteString.CopyFrom(payload.Span),
                ChunkId = new Wire.Tuid { TimeNs = chunk.Id.TimeNanoseconds, Inc = chunk.Id.Counter },
                IsStatic = chunk.IsStatic,
            });
        }

        if (isBlueprint)
        {
            Write(stream, 3, new Wire.BlueprintActivationCommand { BlueprintId = StoreId, MakeActive = true, MakeDefault = true });
        }

        Write(stream, 0, []);
        return stream.ToArray();
    }

    private static void Write(Stream stream, ulong kind, IMessage message) => Write(stream, kind, message.ToByteArray());

    private static void Write(Stream stream, ulong kind, byte[] payload)
    {
        Span<byte> header = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(header, kind);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], (ulong)payload.Length);
        stream.Write(header);
        stream.Write(payload);
    }
}
