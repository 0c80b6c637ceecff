using Rerun.Catalog.Chunks.Rrd;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>What reading the headers of a file told.</summary>
/// <param name="File">The file.</param>
/// <param name="Stores">The recordings and blueprints in it.</param>
/// <param name="Chunks">The chunks of all of them, in their order in the file.</param>
internal sealed record ScannedRecording(StoredRecording File, IReadOnlyList<RrdStore> Stores, IReadOnlyList<RrdChunkEntry> Chunks)
{
    /// <summary>The stores of a kind, each once, ordered by their ids, with their chunks.</summary>
    public IEnumerable<(RrdStore Store, RrdChunkEntry[] Chunks)> StoresOf(RrdStoreKind kind)
    {
        var chunks = Chunks.ToLookup(chunk => chunk.Store);
        return Stores
            .Where(store => store.Kind == kind)
            .Distinct()
            .OrderBy(store => store.RecordingId, StringComparer.Ordinal)
            .Select(store => (store, chunks[store].ToArray()));
    }
}
