namespace Rerun.Catalog.Chunks;

/// <summary>A message or chunk is malformed. Whoever knows the file or the connection turns this into a <see cref="RerunException"/>.</summary>
/// <param name="message">What is wrong and what was expected, without a full stop.</param>
/// <param name="position">The offset of the fault in the bytes that were read.</param>
internal sealed class ChunkFormatException(string message, long position = 0) : FormatException(message)
{
    public long Position { get; } = position;
}
