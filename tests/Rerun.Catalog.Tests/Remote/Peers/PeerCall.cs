using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;

namespace Rerun.Catalog.Tests.Remote.Peers;

/// <summary>A call that a <see cref="ScriptedPeer"/> was asked.</summary>
/// <param name="Connection">The connection that it came over.</param>
/// <param name="Stream">Its stream's number.</param>
/// <param name="Rpc">Its name.</param>
/// <param name="Headers">Its headers as they came.</param>
internal sealed record PeerCall(PeerConnection Connection, int Stream, string Rpc, string Headers)
{
    private static readonly (string, string)[] Ok = [(":status", "200"), ("content-type", "application/grpc"), ("x-rerun-server-version", "scripted/1")];

    public static byte[] Frame(byte[] message, int? claimed = null, byte flag = 0)
    {
        byte[] frame = [flag, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), claimed ?? message.Length);
        return frame;
    }

    public Task BeginAsync() => Connection.HeadersAsync(Stream, Ok, isEnd: false);

    public Task SendAsync(byte[] data) => Connection.DataAsync(Stream, data);

    public Task EndAsync(RpcStatus status = RpcStatus.Ok, string message = "") => Connection.HeadersAsync(Stream, Status(status, message), isEnd: true);

    /// <summary>One message, and success.</summary>
    public async Task AnswerAsync(byte[] message)
    {
        await BeginAsync();
        await SendAsync(Frame(message));
        await EndAsync();
    }

    public Task AnswerAsync(IMessage message) => AnswerAsync(message.ToByteArray());

    /// <summary>An error in the one header block.</summary>
    public Task FailAsync(RpcStatus status, string message) => Connection.HeadersAsync(Stream, [.. Ok, .. Status(status, message)], isEnd: true);

    /// <summary>The answer of something that is no gRPC server.</summary>
    public async Task AnswerAsWebServerAsync(string status, string type)
    {
        await Connection.HeadersAsync(Stream, [(":status", status), ("content-type", type)], isEnd: true);
    }

    private static (string, string)[] Status(RpcStatus status, string message) =>
        [("grpc-status", ((int)status).ToString(CultureInfo.InvariantCulture)), ("grpc-message", message)];
}
