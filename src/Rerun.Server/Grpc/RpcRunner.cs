using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rerun.Server.Grpc;

/// <summary>Runs calls: within their limits, and so that each ends with a status.</summary>
internal sealed partial class RpcRunner
{
    private readonly AccessToken _token;
    private readonly int _maxRequestSize;
    private readonly int _maxCalls;
    private readonly TimeSpan? _maxTime;
    private readonly ILogger _logger;
    private int _calls;

    /// <param name="options">The limits and the token.</param>
    /// <param name="logger">Hears of failures that are the server's.</param>
    public RpcRunner(RerunServerOptions options, ILogger logger)
    {
        _token = new AccessToken(options.Token);
        _maxRequestSize = options.MaxRequestBytes;
        _maxCalls = options.MaxConcurrentCalls;
        _maxTime = options.MaxCallTime;
        _logger = logger;
    }

    /// <summary>Runs a call of somebody who has the token.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="method">The method, or null where there is none of that name.</param>
    public async Task RunAsync(HttpContext context, string name, IRpc? method)
    {
        var call = Begin(context);
        var isWithin = Interlocked.Increment(ref _calls) <= _maxCalls;
        try
        {
            await EndAsync(context, call, name, RunAsync).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }

        Task RunAsync(CancellationToken cancellationToken)
        {
            _token.Require(call);
            return isWithin
                ? InvokeAsync(context, call, method, cancellationToken)
                : throw new GrpcException(GrpcStatus.ResourceExhausted, $"This server answers up to {_maxCalls} calls at once; try again later.");
        }
    }

    /// <summary>Runs a call of anybody, at any time.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public Task RunOpenAsync(HttpContext context, string name, IRpc? method)
    {
        var call = Begin(context);
        return EndAsync(context, call, name, cancellationToken => InvokeAsync(context, call, method, cancellationToken));
    }

    private RpcCall Begin(HttpContext context)
    {
        context.Response.ContentType = GrpcHeaders.ContentType;
        Echo(context, GrpcHeaders.ClientVersion);
        Echo(context, GrpcHeaders.EntryId);
        return new RpcCall(context, _maxRequestSize);
    }

    private static Task InvokeAsync(HttpContext context, RpcCall call, IRpc? method, CancellationToken cancellationToken)
    {
        RequirePlain(context, call);
        return method is null ? throw new GrpcException(GrpcStatus.Unimplemented, "") : method.InvokeAsync(call, cancellationToken);
    }

    private async Task EndAsync(HttpContext context, RpcCall call, string method, Func<CancellationToken, Task> run)
    {
        var time = GrpcTimeout.Shorter(GrpcTimeout.Parse(call.Header(GrpcHeaders.Timeout)), _maxTime);
        using var deadline = time is null ? null : CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            deadline?.CancelAfter(time!.Value);
            await run(deadline?.Token ?? context.RequestAborted).ConfigureAwait(false);
            call.End(GrpcStatus.Ok, "");
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception exception) when (deadline is { IsCancellationRequested: true } && GrpcStatuses.Of(exception) == GrpcStatus.Canceled)
        {
            call.End(GrpcStatus.DeadlineExceeded, $"{method} did not end within {time}.");
        }
        catch (Exception exception)
        {
            var isForUsers = GrpcStatuses.IsForUsers(exception);
            if (!isForUsers)
            {
                LogFailure(_logger, method, exception);
            }

            call.End(GrpcStatuses.Of(exception), isForUsers ? exception.Message : $"{method} failed: {exception.GetType().Name}.");
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} failed.")]
    private static partial void LogFailure(ILogger logger, string method, Exception exception);
}
