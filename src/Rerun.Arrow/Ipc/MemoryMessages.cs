namespace Rerun.Arrow.Ipc;

/// <summary>The messages of a stream in memory.</summary>
internal sealed class MemoryMessages(ReadOnlyMemory<byte> buffer) : IMessageSource
{
    private int _position;
    private bool _ended;

    public IpcMessage? Next()
    {
        if (!_ended && IpcMessage.TryRead(buffer, ref _position, out var message))
        {
            return message;
        }

        _ended = true;
        return null;
    }

    public ValueTask<IpcMessage?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Next());
    }

    public void Dispose() => _ended = true;
}
