using System.Globalization;
using System.Text;

namespace Rerun.Server.Grpc;

/// <summary>The headers and trailers of calls.</summary>
internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";
    public const string Timeout = "grpc-timeout";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string EntryId = "x-rerun-entry-id";
    public const string EntryName = "x-rerun-entry-name-bin";
    public const string ClientVersion = "x-rerun-client-version";
    public const string ServerVersion = "x-rerun-server-version";

    // Clients bound the size of all headers together.
    private const int MaxMessageBytes = 4096;

    /// <summary>A message as a header's value: what is not printable ASCII, and the percent sign, as percent and two digits.</summary>
    public static string Encode(string message)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(message);
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            if (text.Length >= MaxMessageBytes)
            {
                break;
            }

            if (value is < 0x20 or > 0x7E or (byte)'%')
            {
                text.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append((char)value);
            }
        }

        return text.ToString();
    }
}
