namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The kinds of messages in a stream; the numbers are those of the format.</summary>
internal enum RrdMessageKind
{
    End = 0,
    SetStoreInfo = 1,
    Chunk = 2,
    BlueprintActivation = 3,
}
