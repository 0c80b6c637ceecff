using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Rerun.Catalog.Tests.Remote.Peers;

/// <summary>One connection of a <see cref="ScriptedPeer"/>: frames of HTTP/2, header blocks without compression.</summary>
internal sealed class PeerConnection(TcpClient client, ScriptedPeer peer, Func<PeerCall, Task> script)
{
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const string PathMark = "RerunCloudService/";
    private readonly NetworkStream _stream = client.GetStream();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<int, PeerCall> _calls = [];

    private enum FrameType : byte
    {
        Data = 0,
        Headers = 1,
        Reset = 3,
        Settings = 4,
        Ping = 6,
        WindowUpdate = 8,
    }

    /// <summary>Whether signs of life are no longer given.</summary>
    public bool IsSilent { get; set; }

    public void Kill() => client.Client.Close(0);

    public Task HeadersAsync(int stream, IEnumerable<(string Name, string Value)> headers, bool isEnd)
    {
        var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            block.WriteByte(0);
            WriteText(block, name);
            WriteText(block, value);
        }

        return WriteAsync(FrameType.Headers, (byte)(4 | (isEnd ? 1 : 0)), stream, block.ToArray());
    }

    public Task DataAsync(int stream, byte[] data) => WriteAsync(FrameType.Data, 0, stream, data);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var preface = new byte[Preface.Length];
            await _stream.ReadExactlyAsync(preface, cancellationToken);
            await WriteAsync(FrameType.Settings, 0, 0, []);
            while (true)
            {
                await ReadFrameAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, or the test is over.
        }
        finally
        {
            client.Dispose();
        }
    }

    private static void WriteText(MemoryStream block, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        Assert.InRange(bytes.Length, 0, 126);
        block.WriteByte((byte)bytes.Length);
        block.Write(bytes);
    }

    private async Task ReadFrameAsync(CancellationToken cancellationToken)
    {
        var head = new byte[9];
        await _stream.ReadExactlyAsync(head, cancellationToken);
        var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
        await _stream.ReadExactlyAsync(payload, cancellationToken);
        var (flags, stream) = (head[4], BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5)));
        switch ((FrameType)head[3])
        {
            case FrameType.Settings when (flags & 1) == 0:
                await WriteAsync(FrameType.Settings, 1, 0, []);
                break;
            case FrameType.Ping when (flags & 1) == 0 && !IsSilent:
                await WriteAsync(FrameType.Ping, 1, 0, payload);
                break;
            case FrameType.Headers:
                // The client names the path in plain letters.
                var text = Encoding.ASCII.GetString(payload);
                var start = text.IndexOf(PathMark, StringComparison.Ordinal) + PathMark.Length;
                var rpc = new string([.. text[start..].TakeWhile(char.IsAsciiLetter)]);
                _calls[stream] = new PeerCall(this, stream, rpc, text);
                break;
            case FrameType.Data when (flags & 1) != 0:
                peer.Calls.Enqueue(_calls[stream].Rpc);
                _ = script(_calls[stream]);
                break;
            case FrameType.Reset:
                peer.Resets.Enqueue(BinaryPrimitives.ReadUInt32BigEndian(payload));
                break;
        }
    }

    private async Task WriteAsync(FrameType type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[0] = (byte)(payload.Length >> 16);
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = (byte)type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(frame);
        }
        finally
        {
            _writing.Release();
        }
    }
}
