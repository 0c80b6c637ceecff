namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Makes the errors about one file, and collects the warnings.</summary>
internal sealed class RrdDiagnostics(string? path)
{
    // A damaged file may repeat one oddity a million times; the first ones tell enough.
    private const int MaxWarnings = 100;
    private readonly List<RrdWarning> _warnings = [];
    private readonly HashSet<string> _said = [];

    public IReadOnlyList<RrdWarning> Warnings => _warnings;

    public void Warn(string message, long offset)
    {
        if (_warnings.Count < MaxWarnings)
        {
            _warnings.Add(new RrdWarning(message, offset));
        }
    }

    /// <summary>Warns unless the same was said of this file before.</summary>
    public void WarnOnce(string message, long offset)
    {
        if (_warnings.Count < MaxWarnings && _said.Add(message))
        {
            Warn(message, offset);
        }
    }

    /// <summary>A chunk turned out to be damaged when its rows were decoded.</summary>
    public RerunException ChunkFault(RrdChunkEntry entry, Exception cause) => Fault(
        $"message {entry.Message.Index}, chunk {entry.Id} of {entry.EntityPath}: {cause.Message.TrimEnd('.')}", entry.Message.PayloadOffset, cause: cause);

    public RerunException Fault(string message, long offset, RerunErrorCode code = RerunErrorCode.CorruptData, Exception? cause = null) =>
        new($"{path ?? "The recording"}, at byte {offset}: {message}.", code, cause) { FileName = path, FileOffset = offset };
}
