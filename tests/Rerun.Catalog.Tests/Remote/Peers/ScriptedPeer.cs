using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Rerun.Catalog.Tests.Remote.Peers;

/// <summary>A peer that speaks just enough HTTP/2 to misbehave. What a catalog asks when it connects is answered well; the rest is the test's.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<PeerCall, Task> _script;
    private readonly Task _running;

    /// <param name="script">Answers calls.</param>
    /// <param name="isGreeting">Whether the calls of connecting are answered without the script.</param>
    public ScriptedPeer(Func<PeerCall, Task> script, bool isGreeting = true)
    {
        _script = isGreeting ? call => GreetAsync(call, script) : script;
        _listener.Start();
        _running = RunAsync();
    }

    public string Url => $"rerun+http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The calls that came, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>How the client ended calls before their end: the codes of its RST_STREAM frames.</summary>
    public ConcurrentQueue<uint> Resets { get; } = new();

    /// <summary>The calls that the test asked for.</summary>
    public IEnumerable<string> OwnCalls => Calls.Where(call => call is not ("WhoAmI" or "Version" or "GetSegmentTableSchema"));

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private static Task GreetAsync(PeerCall call, Func<PeerCall, Task> script) => call.Rpc switch
    {
        "WhoAmI" or "Version" => call.AnswerAsync([]),
        "GetSegmentTableSchema" => call.FailAsync(RpcStatus.InvalidArgument, "missing mandatory HTTP headers"),
        _ => script(call),
    };

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(new PeerConnection(client, this, _script).RunAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }
}
