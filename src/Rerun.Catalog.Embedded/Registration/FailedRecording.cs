using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A file that was left out because of a fault.</summary>
/// <param name="File">The file and the layer that it would have been in.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record FailedRecording(RecordingFile File, RerunException Error);
