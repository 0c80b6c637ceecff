namespace Rerun.Catalog;

/// <summary>What registering gave.</summary>
/// <param name="PartitionId">The partition's id: the recording's id.</param>
/// <param name="Layer">The layer that the recording was registered in.</param>
/// <param name="Url">Where it is stored.</param>
public sealed record RegisteredRecording(string PartitionId, string Layer, string Url);
