using Google.Protobuf;
using Rerun.Arrow;
using Rerun.Catalog.Chunks.Sorbet;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>What a file holds, found by reading its messages once from start to end.</summary>
internal sealed class RrdContents
{
    private readonly RrdBytes _bytes;
    private readonly RrdReadOptions _options;
    private readonly RrdDiagnostics _diagnostics;
    private readonly ChunkSchemaCache _schemas;
    private readonly StoreTable _stores = new();
    private readonly List<RrdChunkEntry> _chunks = [];
    private readonly HashSet<(RrdStore, Tuid)> _ids = [];

    private RrdContents(RrdBytes bytes, RrdReadOptions options, RrdDiagnostics diagnostics)
    {
        _bytes = bytes;
        _options = options;
        _diagnostics = diagnostics;
        _schemas = options.SchemaCache ?? new ChunkSchemaCache();
    }

    public IReadOnlyList<RrdStore> Stores => _stores.Stores;

    public IReadOnlyList<RrdChunkEntry> Chunks => _chunks;

    public bool EndMarkerSeen { get; private set; }

    /// <summary>Reads a file's messages. The bytes must be in use.</summary>
    /// <exception cref="RerunException">The file is no recording, or a message is damaged.</exception>
    public static RrdContents Read(RrdBytes bytes, RrdReadOptions options, RrdDiagnostics diagnostics)
    {
        var contents = new RrdContents(bytes, options, diagnostics);
        var walker = new RrdWalker(bytes, diagnostics);
        foreach (var message in walker.Walk())
        {
            contents.Read(message);
        }

        if (contents.Stores.Count == 0)
        {
            throw diagnostics.Fault("the file announces no recording and no blueprint, expected at least one", bytes.Length);
        }

        foreach (var footer in walker.Footers)
        {
            contents.TakeBounds(footer);
        }

        contents.EndMarkerSeen = walker.EndMarkerSeen;
        return contents;
    }

    private void Read(in RrdMessage message)
    {
        try
        {
            var content = _bytes.Slice(message.Offset, message.Length);
            switch (message.Kind)
            {
                case RrdMessageKind.SetStoreInfo:
                    _stores.Announce(SetStoreInfoMessage.Read(content));
                    break;
                case RrdMessageKind.Chunk:
                    ReadChunk(message, content);
                    break;
            }
        }
        catch (ChunkFormatException cause)
        {
            throw _diagnostics.Fault($"message {message.Index}: {cause.Message}", message.Offset + cause.Position, cause: cause);
        }
        catch (ArrowFormatException cause)
        {
            throw _diagnostics.Fault($"message {message.Index}: {cause.Message.TrimEnd('.')}", message.Offset, cause: cause);
        }
    }

    private void ReadChunk(in RrdMessage message, ReadOnlySpan<byte> content)
    {
        var arrow = ArrowMessage.Read(content, _options.MaxChunkBytes);
        if (_stores.Resolve(arrow) is not { } store)
        {
            _diagnostics.WarnOnce("chunks name no application, and their recording was not announced before them; they were left out", message.Offset);
            return;
        }

        if (store.Kind == RrdStoreKind.Blueprint && !_options.IncludeBlueprints)
        {
            return;
        }

        var head = ChunkHeadReader.Read(arrow.Payload, arrow.IsCompressed, arrow.DecodedSize, _schemas);
        foreach (var warning in head.Schema.Warnings)
        {
            _diagnostics.WarnOnce(warning, message.Offset);
        }

        CheckHints(message, arrow, head);
        if (!_ids.Add((store, head.Id)))
        {
            return;
        }

        var place = new ChunkMessage(
            message.Index, message.Offset, message.Length, message.Offset + arrow.PayloadPosition, arrow.Payload.Length, arrow.IsCompressed, arrow.DecodedSize);
        _chunks.Add(new RrdChunkEntry(store, place, head));
    }

    private void TakeBounds(RrdFooterPlace footer)
    {
        try
        {
            RrdManifestReader.TakeBounds(_bytes.Slice(footer.Offset, footer.Length), footer, _chunks);
        }
        catch (Exception cause) when (cause is InvalidProtocolBufferException or ArrowFormatException or ChunkFormatException)
        {
            _diagnostics.Warn($"a footer is damaged and was left out: {cause.Message.TrimEnd('.')}", footer.Offset);
        }
    }

    private void CheckHints(in RrdMessage message, in ArrowMessage arrow, ChunkHead head)
    {
        if (arrow.ChunkId is { } id && id != head.Id)
        {
            _diagnostics.Warn($"message {message.Index} names the chunk {id}, its schema names {head.Id}; the schema counts", message.Offset);
        }

        var isStatic = head.Schema.Timelines.Count == 0;
        if (arrow.IsStatic is { } hint && hint != isStatic)
        {
            _diagnostics.Warn(
                $"message {message.Index} calls its chunk {(hint ? "static" : "temporal")}, its schema makes it {(isStatic ? "static" : "temporal")}; the schema counts", message.Offset);
        }
    }
}
