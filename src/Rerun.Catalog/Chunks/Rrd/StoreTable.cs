namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The stores that a file has announced so far; an announcement counts for all streams that follow in the file.</summary>
internal sealed class StoreTable
{
    private readonly List<RrdStore> _stores = [];
    private readonly HashSet<RrdStore> _known = [];
    private readonly Dictionary<(RrdStoreKind, string), RrdStore> _byRecording = [];
    private byte[] _lastId = [];
    private RrdStore? _last;

    /// <summary>The stores in the order of their first announcement.</summary>
    public IReadOnlyList<RrdStore> Stores => _stores;

    public void Announce(RrdStore store)
    {
        if (_known.Add(store))
        {
            _stores.Add(store);
        }

        _byRecording[(store.Kind, store.RecordingId)] = store;
        _last = null;
    }

    /// <summary>The store of a chunk, or null if the chunk names no application and the recording was not announced (it is dropped then).</summary>
    /// <param name="message">The chunk's message.</param>
    /// <exception cref="ChunkFormatException">The store was not announced.</exception>
    public RrdStore? Resolve(in ArrowMessage message)
    {
        if (_last is not null && message.StoreId.SequenceEqual(_lastId))
        {
            return _last;
        }

        var id = StoreIdMessage.Read(new ProtobufReader(message.StoreId, "StoreId", message.StoreIdPosition));
        RrdStore? store;
        if (id.ApplicationId is null)
        {
            if (!_byRecording.TryGetValue((id.Kind, id.RecordingId), out store))
            {
                return null;
            }
        }
        else if (!_known.TryGetValue(new RrdStore(id.Kind, id.ApplicationId, id.RecordingId), out store))
        {
            throw new ChunkFormatException(
                $"the chunk belongs to recording '{id.RecordingId}' of application '{id.ApplicationId}', expected it to be announced before", message.StoreIdPosition);
        }

        _lastId = message.StoreId.ToArray();
        return _last = store;
    }
}
