namespace Rerun.Arrow.Ipc;

/// <summary>A file in memory.</summary>
internal sealed class MemoryFileBytes(ReadOnlyMemory<byte> buffer) : IFileBytes
{
    public long Length => buffer.Length;

    public ReadOnlyMemory<byte> Read(long position, int count) =>
        count <= buffer.Length - position
            ? buffer.Slice((int)position, count)
            : throw new ArrowFormatException($"{count} bytes do not fit the {buffer.Length - position} left.", position);

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(long position, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(position, count));
    }

    public void Dispose()
    {
        // The memory is the caller's.
    }
}
