namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>One recording or blueprint of a file. All data of equal stores belongs together, in whatever file it is.</summary>
/// <param name="Kind">Recording or blueprint.</param>
/// <param name="ApplicationId">The name of the program's application; any text.</param>
/// <param name="RecordingId">The recording's id; in a dataset, the partition's.</param>
public sealed record RrdStore(RrdStoreKind Kind, string ApplicationId, string RecordingId);
