namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>Something odd in a file that does not keep it from loading.</summary>
/// <param name="Message">What was found and what was done about it.</param>
/// <param name="Offset">The byte offset in the file.</param>
public sealed record RrdWarning(string Message, long Offset)
{
    /// <summary>The message and the offset.</summary>
    public override string ToString() => $"{Message} (at byte {Offset})";
}
