using System.Text.Json;
using Rerun.Testing;

namespace Rerun.Catalog.Tests.Remote.Recorded;

/// <summary>One call that an official client made and an official server answered.</summary>
/// <param name="File">The file it was kept in.</param>
/// <param name="Rpc">The call's name.</param>
/// <param name="EntryId">The entry that its header named, or null.</param>
/// <param name="Requests">The messages sent.</param>
/// <param name="Responses">The messages received.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">The server's words on that.</param>
/// <param name="Rows">The number of rows of all record batches in the answer.</param>
internal sealed record RecordedCall(
    string File, string Rpc, string? EntryId, IReadOnlyList<byte[]> Requests, IReadOnlyList<byte[]> Responses, int Status, string Message, int Rows)
{
    public static IReadOnlyList<RecordedCall> Of(string release) =>
        [.. Directory.GetFiles(SharedData.PathOf("golden", "wire", release), "*-*.json").Order(StringComparer.Ordinal).Select(Read)];

    public override string ToString() => Path.GetFileName(File);

    private static RecordedCall Read(string path)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        var (request, response) = (document.RootElement.GetProperty("request"), document.RootElement.GetProperty("response"));
        var trailers = response.TryGetProperty("trailers", out var ends) && Text(ends, "grpc-status") is not null ? ends : response.GetProperty("headers");
        return new RecordedCall(
            path,
            document.RootElement.GetProperty("path").GetString()!.Split('/')[^1],
            Text(request.GetProperty("headers"), "x-rerun-entry-id"),
            Bytes(request),
            Bytes(response),
            int.Parse(Text(trailers, "grpc-status") ?? "-1", System.Globalization.CultureInfo.InvariantCulture),
            Text(trailers, "grpc-message") ?? "",
            response.TryGetProperty("decoded", out var decoded) ? CountRows(decoded) : 0);
    }

    private static byte[][] Bytes(JsonElement side) =>
        side.TryGetProperty("messages", out var messages) ? [.. messages.EnumerateArray().Select(message => message.GetBytesFromBase64())] : [];

    private static string? Text(JsonElement headers, string name)
    {
        foreach (var header in headers.ValueKind == JsonValueKind.Object ? headers.EnumerateObject().Select(header => (header.Name, header.Value)) : Pairs(headers))
        {
            if (header.Name == name)
            {
                return header.Value.ToString();
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, JsonElement Value)> Pairs(JsonElement headers) =>
        headers.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1]));

    /// <summary>Batches stand at any depth of the decoded messages.</summary>
    private static int CountRows(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("first_rows", out _) && element.TryGetProperty("rows", out var rows) => rows.GetInt32(),
        JsonValueKind.Object => element.EnumerateObject().Sum(member => CountRows(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(CountRows),
        _ => 0,
    };
}
