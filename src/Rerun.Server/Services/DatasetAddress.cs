using System.Text;
using Rerun.Catalog;
using Rerun.Server.Grpc;

namespace Rerun.Server.Services;

/// <summary>Finds the dataset that a call's headers name: by id, or else by name.</summary>
internal static class DatasetAddress
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="GrpcException">There is no such header, or no id or name in it, or no such dataset.</exception>
    public static async ValueTask<Tuid> ResolveAsync(ICatalog catalog, RpcCall call, CancellationToken cancellationToken)
    {
        if (call.Header(GrpcHeaders.EntryId) is { } id)
        {
            return Tuid.TryParse(id, out var tuid)
                ? tuid
                : throw GrpcException.InvalidArgument($"'{id}' is not a valid value for '{GrpcHeaders.EntryId}': expected 32 hexadecimal digits.");
        }

        if (call.Header(GrpcHeaders.EntryName) is not { } encoded)
        {
            throw GrpcException.InvalidArgument($"""missing mandatory ["{GrpcHeaders.EntryId}", "{GrpcHeaders.EntryName}"] HTTP headers""");
        }

        var name = DecodeName(encoded);
        foreach (var entry in await catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Name == name && entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset)
            {
                return entry.Id;
            }
        }

        throw GrpcException.NotFound($"Entry name '{name}' not found");
    }

    private static string DecodeName(string encoded)
    {
        try
        {
            // Binary headers come with or without padding.
            var base64 = encoded.TrimEnd('=');
            return StrictUtf8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            throw GrpcException.InvalidArgument($"'{encoded}' is not a valid value for '{GrpcHeaders.EntryName}': expected UTF-8 text in base64.");
        }
    }
}
