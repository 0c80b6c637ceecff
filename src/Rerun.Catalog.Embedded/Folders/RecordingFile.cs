namespace Rerun.Catalog.Embedded.Folders;

/// <summary>A file of recordings found in a folder, and the layer that it belongs to.</summary>
/// <param name="File">The file.</param>
/// <param name="Layer">The layer.</param>
internal sealed record RecordingFile(FileIdentity File, string Layer);
