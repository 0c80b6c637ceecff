namespace Rerun.Arrow.Ipc;

/// <summary>A file behind a stream that seeks.</summary>
internal sealed class StreamFileBytes : IFileBytes
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;

    public StreamFileBytes(Stream stream, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("An Arrow file is read from a stream that can seek; read others as IPC streams.", nameof(stream));
        }

        _stream = stream;
        _leaveOpen = leaveOpen;
    }

    public long Length => _stream.Length;

    public ReadOnlyMemory<byte> Read(long position, int count)
    {
        var bytes = MakeRoom(position, count);
        _stream.Position = position;
        return Checked(bytes, _stream.ReadAtLeast(bytes, count, false), position);
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(long position, int count, CancellationToken cancellationToken)
    {
        var bytes = MakeRoom(position, count);
        _stream.Position = position;
        return Checked(bytes, await _stream.ReadAtLeastAsync(bytes, count, false, cancellationToken).ConfigureAwait(false), position);
    }

    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private byte[] MakeRoom(long position, int count) =>
        count <= _stream.Length - position
            ? GC.AllocateUninitializedArray<byte>(count)
            : throw new ArrowFormatException($"{count} bytes do not fit the {_stream.Length - position} left.", position);

    private static byte[] Checked(byte[] bytes, int read, long position) =>
        read == bytes.Length ? bytes : throw new ArrowFormatException($"{bytes.Length} bytes end after {read}.", position);
}
