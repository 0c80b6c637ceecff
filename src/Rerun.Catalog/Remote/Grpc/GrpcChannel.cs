using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Rerun.Catalog.Remote.Grpc;

/// <summary>Calls of one server: gRPC over HTTP/2, in clear text with prior knowledge or over TLS. Safe for several threads.</summary>
internal sealed class GrpcChannel : IDisposable
{
    private const string ServicePath = "rerun.cloud.v1alpha1.RerunCloudService/";
    private const string EntryIdHeader = "x-rerun-entry-id";
    private const string ClientVersionHeader = "x-rerun-client-version";

    // A stream's window bounds what the server sends ahead of the reader.
    private const int StreamWindow = 4 << 20;

    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly MediaTypeHeaderValue GrpcType = new("application/grpc");
    private static readonly string ClientVersion = $"rerun-data/{OwnVersion()}";

    private readonly HttpMessageInvoker _client;
    private readonly Uri _service;
    private readonly string? _authorization;
    private readonly RemoteCatalogOptions _options;

    public GrpcChannel(CatalogUrl url, RemoteCatalogOptions options)
    {
        Url = url;
        _options = options;
        _service = new Uri(url.BaseAddress, ServicePath);
        _authorization = Credentials(options.Token ?? Environment.GetEnvironmentVariable("REDAP_TOKEN"));
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = StreamWindow,
            ConnectTimeout = options.ConnectTimeout > TimeSpan.Zero ? options.ConnectTimeout : Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = options.KeepAliveInterval,
            KeepAlivePingTimeout = options.KeepAliveInterval < KeepAliveTimeout ? options.KeepAliveInterval : KeepAliveTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        });
    }

    public CatalogUrl Url { get; }

    public int MaxMessageBytes => _options.MaxMessageBytes;

    /// <summary>What the server called itself last, or null.</summary>
    public string? Server { get; private set; }

    /// <summary>A call with one message each way.</summary>
    public async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, TRequest request, Tuid? entry, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        using var call = await OpenAsync(rpc, request, entry, cancellationToken).ConfigureAwait(false);
        if (!await call.NextAsync().ConfigureAwait(false))
        {
            throw call.Corrupt("the answer holds no message, expected one");
        }

        var response = await call.ReadAsync(rpc.Parser).ConfigureAwait(false);
        return await call.NextAsync().ConfigureAwait(false) ? throw call.Corrupt("the answer holds several messages, expected one") : response;
    }

    /// <summary>A call with a stream of answers.</summary>
    public async IAsyncEnumerable<TResponse> StreamAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, TRequest request, Tuid? entry, TimeSpan? patience, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        using var call = await OpenAsync(rpc, request, entry, cancellationToken, patience).ConfigureAwait(false);
        while (await call.NextAsync().ConfigureAwait(false))
        {
            yield return await call.ReadAsync(rpc.Parser).ConfigureAwait(false);
        }
    }

    /// <summary>A call with a stream of requests and one answer.</summary>
    public async ValueTask<TResponse> SendAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, IAsyncEnumerable<TRequest> requests, Tuid entry, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var content = new RequestStream<TRequest>(requests, cancellationToken);
        GrpcCall call;
        try
        {
            call = await StartAsync(rpc, content, entry, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (content.Failure is { } failure)
        {
            // What the caller's own rows threw says more than the call that broke off for it.
            failure.Throw();
            throw;
        }

        using (call)
        {
            return await call.NextAsync().ConfigureAwait(false)
                ? await call.ReadAsync(rpc.Parser).ConfigureAwait(false)
                : throw call.Corrupt("the answer holds no message, expected one");
        }
    }

    /// <summary>
    /// Begins a call and waits for the head of its first message. Until that came, a call that changes nothing is begun again when the server cannot be
    /// reached.
    /// </summary>
    public async ValueTask<GrpcCall> OpenAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, TRequest request, Tuid? entry, CancellationToken cancellationToken, TimeSpan? patience = null)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var frame = MessageFrames.Write(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartAsync(rpc, new ReadOnlyMemoryContent(frame), entry, patience, cancellationToken).ConfigureAwait(false);
            }
            catch (RerunException fault) when (attempt < _options.MaxAttempts && rpc.IsRead && fault.ErrorKind == RerunErrorCode.ConnectionLost)
            {
                await Task.Delay(FirstPause * (attempt * attempt), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What a plain HTTP request for the version gives: the status and whether the answer is a Rerun server's; null without an answer.</summary>
    public async ValueTask<(int Status, bool IsRerun)?> ProbeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url.BaseAddress, "version"))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return ((int)response.StatusCode, response.Headers.Contains(GrpcCall.ServerVersionHeader));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static string OwnVersion() =>
        typeof(GrpcChannel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static string? Credentials(string? token)
    {
        token = token?.Trim();
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        return token.All(letter => letter is > ' ' and <= '~')
            ? $"Bearer {token}"
            : throw new RerunException("The token holds spaces, control characters or letters beyond ASCII; no token does.", RerunErrorCode.InvalidArgument);
    }

    private async ValueTask<string?> AuthorizationAsync(CancellationToken cancellationToken)
    {
        if (_options is not { Token: null, TokenProvider: { } provider })
        {
            return _authorization;
        }

        try
        {
            return Credentials(await provider(cancellationToken).ConfigureAwait(false)) ?? _authorization;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or RerunException))
        {
            // What the provider's exception says may hold the secret itself: only its type is told.
            throw new RerunException($"The token provider failed with {fault.GetType().Name}.", RerunErrorCode.Unauthorized);
        }
    }

    private async ValueTask<GrpcCall> StartAsync<TRequest, TResponse>(
        Rpc<TRequest, TResponse> rpc, HttpContent content, Tuid? entry, TimeSpan? patience, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = patience ?? _options.ResponseTimeout;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_service, rpc.Name))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = GrpcType;
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation(ClientVersionHeader, ClientVersion);
        if (timeout > TimeSpan.Zero)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", TimeoutText(timeout));
        }

        if (entry is { } id)
        {
            request.Headers.TryAddWithoutValidation(EntryIdHeader, id.ToString());
        }

        if (await AuthorizationAsync(cancellationToken).ConfigureAwait(false) is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("authorization", authorization);
        }

        var call = new GrpcCall(new CallFaults(Url, rpc.Name, rpc.Offered), _options.MaxMessageBytes, timeout, cancellationToken);
        try
        {
            await call.StartAsync(_client, request).ConfigureAwait(false);
            return call;
        }
        catch
        {
            call.Dispose();
            throw;
        }
        finally
        {
            Server = call.Faults.Server ?? Server;
        }
    }

    // The format allows eight digits.
    private static string TimeoutText(TimeSpan timeout) => timeout.TotalMilliseconds < 99_999_999
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, (long)timeout.TotalMilliseconds)}m")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(99_999_999, (long)timeout.TotalSeconds)}S");
}
