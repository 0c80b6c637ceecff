using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Rerun.Catalog;

namespace Rerun.Server.Tests.Support;

/// <summary>Calls the server over HTTP/2 with hand-made frames, so that tests can send what no proper client would.</summary>
internal sealed class GrpcClient : IDisposable
{
    public const string Service = "/rerun.cloud.v1alpha1.RerunCloudService/";
    private readonly HttpClient _http;

    public GrpcClient(Uri server)
    {
        // Certificates of tests are nobody's.
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        _http = new HttpClient(handler) { BaseAddress = server };
    }

    /// <summary>The client's release, as its header states it; null sends none.</summary>
    public string? Version { get; init; }

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public Task<GrpcAnswer> CallAsync(string method, IMessage request, Tuid? dataset = null) =>
        SendAsync(Service + method, Frame(request), dataset is { } id ? [("x-rerun-entry-id", id.ToString())] : []);

    public Task<GrpcAnswer> SendAsync(string path, byte[] body, params (string Name, string Value)[] headers) => SendAsync(path, body, default, headers);

    public async Task<GrpcAnswer> SendAsync(
        string path, byte[] body, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        using var response = await BeginAsync(path, new ByteArrayContent(body), HttpCompletionOption.ResponseContentRead, cancellationToken, headers);
        var content = await response.Content.ReadAsByteArrayAsync();
        var all = response.Headers.Concat(response.TrailingHeaders).ToDictionary(header => header.Key, header => header.Value.First());
        int? status = all.TryGetValue("grpc-status", out var code) ? int.Parse(code, CultureInfo.InvariantCulture) : null;
        return new GrpcAnswer(
            (int)response.StatusCode, status, Uri.UnescapeDataString(all.GetValueOrDefault("grpc-message", "")), all, [.. Frames(content)]);
    }

    /// <summary>Sends a request and leaves reading the answer to the caller.</summary>
    public async Task<HttpResponseMessage> BeginAsync(
        string path,
        HttpContent body,
        HttpCompletionOption completion,
        CancellationToken cancellationToken = default,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (Version is not null)
        {
            request.Headers.Add("x-rerun-client-version", Version);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await _http.SendAsync(request, completion, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static IEnumerable<byte[]> Frames(byte[] content)
    {
        for (var position = 0; position < content.Length;)
        {
            Assert.Equal(0, content[position]);
            var length = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(position + 1));
            yield return content[(position + 5)..(position + 5 + length)];
            position += 5 + length;
        }
    }
}
