namespace Rerun.Catalog;

/// <summary>What registering gave.</summary>
/// <param name="PartitionId">The partition's id: the recording's id. Empty where a server could not tell because the work failed.</param>
/// <param name="Layer">The layer that the recording was registered in.</param>
/// <param name="Url">Where it is stored.</param>
/// <param name="TaskId">The id of the work; see <see cref="ICatalog.QueryTasksAsync"/>. Several recordings may share one.</param>
public sealed record RegisteredRecording(string PartitionId, string Layer, string Url, string TaskId);
