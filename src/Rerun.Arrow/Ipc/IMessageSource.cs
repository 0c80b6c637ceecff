namespace Rerun.Arrow.Ipc;

/// <summary>Where messages come from.</summary>
internal interface IMessageSource : IDisposable
{
    /// <summary>The next message, or null at the end.</summary>
    IpcMessage? Next();

    /// <summary>The next message, or null at the end.</summary>
    ValueTask<IpcMessage?> NextAsync(CancellationToken cancellationToken);
}
