using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Rerun.Server.Hosting;

/// <summary>
/// Listeners of Kestrel. Beside the real ones there is an endpoint that no connection arrives at: it only makes Kestrel build what
/// serves HTTP/2, for <see cref="SharedPort"/> to use.
/// </summary>
internal sealed class PrefaceListeners(IConnectionListenerFactory sockets) : IConnectionListenerFactory
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        endpoint is SilentEndPoint ? new(new SilentListener(endpoint)) : sockets.BindAsync(endpoint, cancellationToken);

    /// <summary>Where no connection arrives.</summary>
    internal sealed class SilentEndPoint : EndPoint
    {
        public override string ToString() => "silent";
    }

    private sealed class SilentListener(EndPoint endpoint) : IConnectionListener
    {
        private readonly TaskCompletionSource<ConnectionContext?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint { get; } = endpoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            new(_end.Task.WaitAsync(cancellationToken));

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult(null);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
