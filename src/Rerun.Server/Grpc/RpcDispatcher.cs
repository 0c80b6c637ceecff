using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rerun.Server.Grpc;

/// <summary>Takes every request that arrives: the version by plain HTTP, the service's methods by gRPC.</summary>
internal sealed partial class RpcDispatcher
{
    private const string ServicePath = "/rerun.cloud.v1alpha1.RerunCloudService/";
    private const string VersionPath = "/version";
    private const string Bearer = "Bearer ";

    private readonly FrozenDictionary<string, IRpc> _methods;
    private readonly string _version;
    private readonly int _maxRequestSize;
    private readonly byte[]? _token;
    private readonly ILogger _logger;

    /// <param name="methods">The methods by name.</param>
    /// <param name="version">The server's name and version.</param>
    /// <param name="maxRequestSize">The greatest length of a message that is read.</param>
    /// <param name="token">What calls must bring, or null.</param>
    /// <param name="logger">Hears of failures that are the server's.</param>
    public RpcDispatcher(IReadOnlyDictionary<string, IRpc> methods, string version, int maxRequestSize, string? token, ILogger logger)
    {
        _methods = methods.ToFrozenDictionary(StringComparer.Ordinal);
        _version = version;
        _maxRequestSize = maxRequestSize;
        _token = token is null ? null : Hash(token);
        _logger = logger;
    }

    public Task HandleAsync(HttpContext context)
    {
        context.Response.Headers[GrpcHeaders.ServerVersion] = _version;
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith(ServicePath, StringComparison.Ordinal))
        {
            if (HttpProtocol.IsHttp2(context.Request.Protocol) && HttpMethods.IsPost(context.Request.Method))
            {
                return CallAsync(context, path[ServicePath.Length..]);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        if (path == VersionPath && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync(_version, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task CallAsync(HttpContext context, string method)
    {
        context.Response.ContentType = GrpcHeaders.ContentType;
        Echo(context, GrpcHeaders.ClientVersion);
        Echo(context, GrpcHeaders.EntryId);
        var call = new RpcCall(context, _maxRequestSize);
        try
        {
            RequireToken(call);
            RequirePlain(context, call);
            if (!_methods.TryGetValue(method, out var rpc))
            {
                throw new GrpcException(GrpcStatus.Unimplemented, "");
            }

            await rpc.InvokeAsync(call, context.RequestAborted).ConfigureAwait(false);
            call.End(GrpcStatus.Ok, "");
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception exception)
        {
            var status = GrpcStatuses.Of(exception);
            var isForUsers = GrpcStatuses.IsForUsers(exception);
            if (!isForUsers)
            {
                LogFailure(_logger, method, exception);
            }

            call.End(status, isForUsers ? exception.Message : $"{method} failed: {exception.GetType().Name}.");
        }
    }

    private static void Echo(HttpContext context, string header)
    {
        // What is not plain text cannot be a header's value.
        if (context.Request.Headers[header] is [{ } value, ..] && value.All(letter => letter is >= ' ' and <= '~'))
        {
            context.Response.Headers[header] = value;
        }
    }

    private static void RequirePlain(HttpContext context, RpcCall call)
    {
        if (call.Header(GrpcHeaders.Encoding) is { } encoding && encoding != GrpcHeaders.Identity)
        {
            context.Response.Headers[GrpcHeaders.AcceptEncoding] = GrpcHeaders.Identity;
            throw new GrpcException(GrpcStatus.Unimplemented, $"Content is compressed with `{encoding}` which isn't supported");
        }
    }

    private void RequireToken(RpcCall call)
    {
        if (_token is null)
        {
            return;
        }

        if (call.Header("authorization") is not { } credentials)
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "missing credentials");
        }

        if (!credentials.StartsWith(Bearer, StringComparison.Ordinal))
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "malformed auth token");
        }

        // Hashes of equal length, compared in constant time, tell nothing of the token.
        if (!CryptographicOperations.FixedTimeEquals(Hash(credentials[Bearer.Length..].Trim()), _token))
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, "invalid credentials");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed.")]
    private static partial void LogFailure(ILogger logger, string method, Exception exception);
}
