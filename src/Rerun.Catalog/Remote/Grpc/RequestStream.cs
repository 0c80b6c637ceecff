using System.Net;
using System.Runtime.ExceptionServices;
using Google.Protobuf;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>The body of a call with a stream of requests: each is written when the connection takes it.</summary>
internal sealed class RequestStream<T>(IAsyncEnumerable<T> requests, CancellationToken cancellationToken) : HttpContent
    where T : IMessage<T>
{
    /// <summary>What the source of the requests threw, or null.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, cancellationToken);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken sending)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(sending, cancellationToken);
        await WriteAsync(stream, both.Token).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task WriteAsync(Stream stream, CancellationToken stop)
    {
        var source = requests.GetAsyncEnumerator(stop);
        await using (source.ConfigureAwait(false))
        {
            while (await MoveAsync(source).ConfigureAwait(false))
            {
                await stream.WriteAsync(MessageFrames.Write(source.Current), stop).ConfigureAwait(false);
                await stream.FlushAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<T> source)
    {
        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }
}
