namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>A recording in memory.</summary>
internal sealed class MemoryRrdBytes(ReadOnlyMemory<byte> memory) : RrdBytes
{
    private const int FirstStreamBuffer = 64 * 1024;
    private volatile bool _disposed;

    public override long Length => memory.Length;

    /// <summary>Reads a stream to its end; the buffer grows with what arrives, never with what is claimed.</summary>
    public static MemoryRrdBytes ReadFrom(Stream stream)
    {
        var buffer = new byte[FirstStreamBuffer];
        var length = 0;
        int read;
        while ((read = stream.Read(buffer, length, buffer.Length - length)) > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Array.MaxLength));
            }
        }

        return new MemoryRrdBytes(buffer.AsMemory(0, length));
    }

    public override ReadOnlySpan<byte> Slice(long offset, int length)
    {
        RequireInside(offset, length);
        return memory.Span.Slice((int)offset, length);
    }

    public override void Dispose() => _disposed = true;

    protected override void Acquire() => ObjectDisposedException.ThrowIf(_disposed, typeof(RrdFile));

    protected override void Release()
    {
        // Managed memory: nothing to give back.
    }
}
