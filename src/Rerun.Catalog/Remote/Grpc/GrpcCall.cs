using System.Globalization;
using System.Net;
using Google.Protobuf;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>A call under way. Disposing it before its end tells the server to stop.</summary>
internal sealed class GrpcCall : IDisposable
{
    public const string ServerVersionHeader = "x-rerun-server-version";
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    private readonly int _maxMessageBytes;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _deadline;
    private HttpResponseMessage? _response;
    private AnswerReader? _reader;
    private bool _isFirst = true;
    private bool _hasFirst;

    public GrpcCall(CallFaults faults, int maxMessageBytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Faults = faults;
        _maxMessageBytes = maxMessageBytes;
        _timeout = timeout;
        _cancellation = cancellationToken;
        _deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public CallFaults Faults { get; }

    /// <summary>Reads the answer piece by piece, after <see cref="NextAsync"/>; what it throws goes through <see cref="Fault"/>.</summary>
    public AnswerReader Reader => _reader!;

    /// <summary>Cancels when the caller does, or when the next piece takes too long.</summary>
    public CancellationToken Token => _deadline.Token;

    /// <summary>Sends the request and waits for the head of the first message, or the end.</summary>
    public async ValueTask StartAsync(HttpMessageInvoker client, HttpRequestMessage request)
    {
        Arm();
        try
        {
            _response = await client.SendAsync(request, Token).ConfigureAwait(false);
            Faults.Server = Header(_response, ServerVersionHeader);
            RequireGrpc(_response);
            var stream = await _response.Content.ReadAsStreamAsync(Token).ConfigureAwait(false);
            _reader = new AnswerReader(stream, _maxMessageBytes);
            _hasFirst = await AdvanceAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not RerunException)
        {
            throw Fault(exception);
        }
    }

    /// <summary>Goes to the next message, or says that the call has ended well.</summary>
    /// <exception cref="RerunException">The call has ended otherwise.</exception>
    public async ValueTask<bool> NextAsync()
    {
        if (_isFirst)
        {
            _isFirst = false;
            return _hasFirst;
        }

        Arm();
        try
        {
            return await AdvanceAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not RerunException)
        {
            throw Fault(exception);
        }
    }

    /// <summary>The message that <see cref="NextAsync"/> went to.</summary>
    public async ValueTask<T> ReadAsync<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(await Reader.ReadRestAsync(Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is not RerunException)
        {
            throw Fault(exception);
        }
    }

    /// <summary>Gives the next piece its full time.</summary>
    public void Arm()
    {
        if (_timeout > TimeSpan.Zero)
        {
            _deadline.CancelAfter(_timeout);
        }
    }

    /// <summary>What an exception of reading means to the caller.</summary>
    public Exception Fault(Exception exception) => exception switch
    {
        OperationCanceledException when _cancellation.IsCancellationRequested => new OperationCanceledException(
            $"{Faults.Rpc} was cancelled.", exception, _cancellation),
        OperationCanceledException when _deadline.IsCancellationRequested => Faults.TimedOut(_timeout, exception),
        _ => Faults.Of(exception, _response is not null),
    };

    /// <summary>The answer is not what it must be.</summary>
    public RerunException Corrupt(string what) => Faults.Corrupt(what, null);

    public void Dispose()
    {
        _reader?.Dispose();
        _response?.Dispose();
        _deadline.Dispose();
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private async ValueTask<bool> AdvanceAsync()
    {
        if (await Reader.NextAsync(Token).ConfigureAwait(false))
        {
            return true;
        }

        // An answer without messages may bring its status among the headers.
        var headers = _response!.TrailingHeaders.Contains(StatusHeader) ? _response.TrailingHeaders : _response.Headers;
        var status = ReadStatus(headers) ?? throw Faults.Lost("the answer ends without a status", null);
        return status == RpcStatus.Ok ? false : throw Faults.Of(status, ReadMessage(headers));
    }

    private void RequireGrpc(HttpResponseMessage response)
    {
        if (ReadStatus(response.Headers) is { } status and not RpcStatus.Ok)
        {
            throw Faults.Of(status, ReadMessage(response.Headers));
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Faults.OfHttp((int)response.StatusCode);
        }

        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (!type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
        {
            throw Faults.NoCatalog($"it answers with content of type '{type}'");
        }
    }

    private static RpcStatus? ReadStatus(System.Net.Http.Headers.HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(StatusHeader, out var values))
        {
            return null;
        }

        return int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Enum.IsDefined((RpcStatus)code)
            ? (RpcStatus)code
            : RpcStatus.Unknown;
    }

    private static string ReadMessage(System.Net.Http.Headers.HttpResponseHeaders headers) =>
        headers.TryGetValues(MessageHeader, out var values) ? Uri.UnescapeDataString(values.FirstOrDefault() ?? "") : "";
}
