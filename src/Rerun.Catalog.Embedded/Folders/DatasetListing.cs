namespace Rerun.Catalog.Embedded.Folders;

/// <summary>A dataset as it lies in a folder.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Recordings">Its recordings in order of registration: the base layer first, then the others by name, each by file name.</param>
/// <param name="Blueprints">The files of its blueprint dataset; none where it has no blueprint dataset.</param>
internal sealed record DatasetListing(string Name, IReadOnlyList<RecordingFile> Recordings, IReadOnlyList<RecordingFile> Blueprints);
