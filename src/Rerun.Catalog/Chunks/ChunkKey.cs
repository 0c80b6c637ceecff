namespace Rerun.Catalog.Chunks;

/// <summary>
/// Names a chunk's bytes for reading and for the chunk cache. Equal keys mean equal bytes for ever: a changed file or an overwritten
/// layer gives new keys. Each kind of catalog has its own kind of key, compared by value.
/// </summary>
public abstract record ChunkKey;
