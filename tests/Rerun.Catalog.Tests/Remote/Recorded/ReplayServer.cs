using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Rerun.Catalog.Tests.Remote.Recorded;

/// <summary>Answers each call as the recorded one that the test has put up for it, and keeps what was sent.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, RecordedCall> _answers = new();

    private ReplayServer(WebApplication application) => _application = application;

    public string Url => _application.Urls.First().Replace("http://", "rerun+http://", StringComparison.Ordinal);

    /// <summary>What was sent since the last <see cref="PutUp"/>: the call, the entry that its header named, the messages.</summary>
    public ConcurrentQueue<(string Rpc, string? EntryId, List<byte[]> Messages)> Sent { get; } = new();

    /// <param name="release">Whose greeting is given to a client that connects.</param>
    public static async Task<ReplayServer> StartAsync(string release)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var server = new ReplayServer(builder.Build());
        var isOld = release == "0.27.3";
        server._answers["WhoAmI"] = Made("WhoAmI", isOld ? RpcStatus.Unimplemented : RpcStatus.Ok);
        server._answers["Version"] = Made("Version", RpcStatus.Ok);
        server._answers["GetSegmentTableSchema"] = Made("GetSegmentTableSchema", isOld ? RpcStatus.Unimplemented : RpcStatus.InvalidArgument);
        server.Greet();
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        return server;
    }

    /// <summary>From now on a client may connect.</summary>
    public void Greet() => _answers["FindEntries"] = Made("FindEntries", RpcStatus.Ok);

    /// <summary>From now on calls of that name are answered so.</summary>
    public void PutUp(RecordedCall call)
    {
        _answers[call.Rpc] = call;
        Sent.Clear();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static RecordedCall Made(string rpc, RpcStatus status) => new("", rpc, null, [], status == RpcStatus.Ok ? [[]] : [], (int)status, "", 0);

    private async Task AnswerAsync(HttpContext context)
    {
        var rpc = context.Request.Path.Value!.Split('/')[^1];
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var messages = new List<byte[]>();
        for (var rest = body.ToArray().AsMemory(); rest.Length > 0;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest.Span[1..]);
            messages.Add(rest.Slice(5, length).ToArray());
            rest = rest[(5 + length)..];
        }

        Sent.Enqueue((rpc, context.Request.Headers["x-rerun-entry-id"], messages));
        context.Response.ContentType = "application/grpc";
        var answer = _answers.TryGetValue(rpc, out var recorded) ? recorded : Made(rpc, RpcStatus.Unimplemented);
        foreach (var message in answer.Responses)
        {
            var head = new byte[5];
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
            await context.Response.Body.WriteAsync(head);
            await context.Response.Body.WriteAsync(message);
        }

        context.Response.AppendTrailer("grpc-status", answer.Status.ToString(CultureInfo.InvariantCulture));
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(answer.Message));
    }
}
