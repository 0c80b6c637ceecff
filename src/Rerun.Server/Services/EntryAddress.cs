using System.Text;
using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>Finds the entry that a call is about: by the headers, where calls about datasets name theirs, or by an id in the message.</summary>
internal static class EntryAddress
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The dataset that the headers name, by id or else by name.</summary>
    /// <exception cref="GrpcException">There is no such header, or no id or name in it, or no such dataset.</exception>
    public static async ValueTask<Tuid> DatasetAsync(ICatalog catalog, RpcCall call, CancellationToken cancellationToken)
    {
        if (IdInHeaders(call) is { } id)
        {
            return id;
        }

        if (call.Header(GrpcHeaders.EntryName) is not { } encoded)
        {
            throw GrpcException.InvalidArgument($"""missing mandatory ["{GrpcHeaders.EntryId}", "{GrpcHeaders.EntryName}"] HTTP headers""");
        }

        var name = DecodeName(encoded);
        foreach (var entry in await catalog.FindEntriesAsync(new EntryFilter(Name: name), cancellationToken).ConfigureAwait(false))
        {
            if (entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset)
            {
                return entry.Id;
            }
        }

        throw GrpcException.NotFound($"Entry name '{name}' not found");
    }

    /// <summary>The id in a message; newer clients may name the entry in the headers alone.</summary>
    /// <exception cref="GrpcException">The id is none.</exception>
    public static Tuid? IdOf(Wire.EntryId? id, RpcCall call) => id.ToTuid() ?? (call.Dialect >= Dialect.Newest ? IdInHeaders(call) : null);

    private static Tuid? IdInHeaders(RpcCall call)
    {
        if (call.Header(GrpcHeaders.EntryId) is not { } text)
        {
            return null;
        }

        return Tuid.TryParse(text, out var id)
            ? id
            : throw GrpcException.InvalidArgument($"'{text}' is not a valid value for '{GrpcHeaders.EntryId}': expected 32 hexadecimal digits.");
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
