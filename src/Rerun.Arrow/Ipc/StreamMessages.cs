namespace Rerun.Arrow.Ipc;

/// <summary>The messages of a stream that is read as it comes.</summary>
internal sealed class StreamMessages : IMessageSource
{
    // What a length field asks for is made room for in steps, as bytes really come.
    private const int FirstStep = 1 << 20;
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private long _position;
    private bool _ended;

    public StreamMessages(Stream stream, bool leaveOpen)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
    }

    public IpcMessage? Next()
    {
        // Synchronous reads only, so the task is complete.
        var next = NextAsync(false, CancellationToken.None);
        return next.IsCompleted ? next.GetAwaiter().GetResult() : next.AsTask().GetAwaiter().GetResult();
    }

    public ValueTask<IpcMessage?> NextAsync(CancellationToken cancellationToken) => NextAsync(true, cancellationToken);

    public void Dispose()
    {
        _ended = true;
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private async ValueTask<IpcMessage?> NextAsync(bool asynchronous, CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        var prefix = new byte[8];
        var read = await Fill(prefix.AsMemory(0, 4), asynchronous, cancellationToken).ConfigureAwait(false);
        if (read == 0)
        {
            _ended = true;
            return null;
        }

        if (read == 4 && prefix.AsSpan(0, 4).IndexOfAnyExcept((byte)0xFF) < 0)
        {
            read += await Fill(prefix.AsMemory(4, 4), asynchronous, cancellationToken).ConfigureAwait(false);
        }

        var prefixLength = IpcMessage.ReadPrefix(prefix.AsSpan(0, read), _position, out var metadataLength);
        if (metadataLength == 0)
        {
            _ended = true;
            return null;
        }

        var start = _position + prefixLength;
        var metadata = await ReadBytes(metadataLength, start, "metadata", asynchronous, cancellationToken).ConfigureAwait(false);
        var bodyLength = (int)IpcMessage.ReadHead(metadata.Span, start, out _, out _);
        var body = await ReadBytes(bodyLength, start + metadataLength, "a body", asynchronous, cancellationToken).ConfigureAwait(false);
        _position = start + metadataLength + bodyLength;
        return IpcMessage.From(metadata, body, start);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBytes(int length, long position, string what, bool asynchronous, CancellationToken cancellationToken)
    {
        if (length == 0)
        {
            return default;
        }

        var left = _stream.CanSeek ? _stream.Length - _stream.Position : long.MaxValue;
        if (length > left)
        {
            throw new ArrowFormatException($"{what} of {length} bytes does not fit the {left} left.", position);
        }

        var bytes = GC.AllocateUninitializedArray<byte>(_stream.CanSeek ? length : Math.Min(length, FirstStep));
        var filled = 0;
        while (true)
        {
            filled += await Fill(bytes.AsMemory(filled), asynchronous, cancellationToken).ConfigureAwait(false);
            if (filled == length)
            {
                return bytes;
            }

            if (filled < bytes.Length)
            {
                throw new ArrowFormatException($"{what} of {length} bytes ends after {filled}.", position);
            }

            Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
        }
    }

    private async ValueTask<int> Fill(Memory<byte> target, bool asynchronous, CancellationToken cancellationToken) =>
        asynchronous
            ? await _stream.ReadAtLeastAsync(target, target.Length, false, cancellationToken).ConfigureAwait(false)
            : _stream.ReadAtLeast(target.Span, target.Length, false);
}
