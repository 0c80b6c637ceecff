using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Rerun.Server.Hosting;

namespace Rerun.Server.Grpc;

/// <summary>Takes every request that arrives: the version and the health by plain HTTP, the services' methods by gRPC.</summary>
internal sealed class RpcDispatcher
{
    private const string ServicePath = "/rerun.cloud.v1alpha1.RerunCloudService/";
    private const string HealthPath = "/grpc.health.v1.Health/";
    private const string PlainVersionPath = "/version";
    private const string PlainHealthPath = "/health";

    private readonly FrozenDictionary<string, IRpc> _methods;
    private readonly RpcRunner _runner;
    private readonly ServerHealth _health;
    private readonly string _version;

    /// <param name="methods">The catalog service's methods by name.</param>
    /// <param name="runner">Runs them.</param>
    /// <param name="health">Whether the server serves.</param>
    /// <param name="version">The server's name and version.</param>
    public RpcDispatcher(IReadOnlyDictionary<string, IRpc> methods, RpcRunner runner, ServerHealth health, string version)
    {
        _methods = methods.ToFrozenDictionary(StringComparer.Ordinal);
        _runner = runner;
        _health = health;
        _version = version;
    }

    public Task HandleAsync(HttpContext context)
    {
        context.Response.Headers[GrpcHeaders.ServerVersion] = _version;
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith(ServicePath, StringComparison.Ordinal))
        {
            var method = path[ServicePath.Length..];
            return IsCall(context) ? _runner.RunAsync(context, method, _methods.GetValueOrDefault(method)) : Answer(context, StatusCodes.Status400BadRequest);
        }

        if (path.StartsWith(HealthPath, StringComparison.Ordinal))
        {
            // Whoever watches over servers has no token.
            var method = path[HealthPath.Length..];
            return IsCall(context)
                ? _runner.RunOpenAsync(context, method, method == HealthRpc.Name ? new HealthRpc(_health) : null)
                : Answer(context, StatusCodes.Status400BadRequest);
        }

        return HttpMethods.IsGet(context.Request.Method) ? HandlePlainAsync(context, path) : Answer(context, StatusCodes.Status404NotFound);
    }

    private static bool IsCall(HttpContext context) => HttpProtocol.IsHttp2(context.Request.Protocol) && HttpMethods.IsPost(context.Request.Method);

    private static Task Answer(HttpContext context, int status, string? text = null)
    {
        context.Response.StatusCode = status;
        if (text is null)
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private Task HandlePlainAsync(HttpContext context, string path) => path switch
    {
        PlainVersionPath => Answer(context, StatusCodes.Status200OK, _version),
        PlainHealthPath when _health.IsServing => Answer(context, StatusCodes.Status200OK, "serving"),
        PlainHealthPath => Answer(context, StatusCodes.Status503ServiceUnavailable, "not serving"),
        _ => Answer(context, StatusCodes.Status404NotFound),
    };
}
