using System.Text;

namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The 12 bytes at the start of a stream: magic, version, options.</summary>
internal static class StreamHeader
{
    public const int Size = 12;

    private const int Messagepack = 1;
    private const int Protobuf = 2;

    public static ReadOnlySpan<byte> Magic => "RRF2"u8;

    /// <summary>Reads a header, or tells what is wrong with it.</summary>
    /// <param name="bytes">The bytes from the header's start.</param>
    /// <param name="version">The version of the writer.</param>
    /// <param name="fault">What is wrong, or null.</param>
    /// <param name="isVersionFault">Whether the fault is a format that is not read any more.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RrdVersion version, out string fault, out bool isVersionFault)
    {
        version = default;
        isVersionFault = false;
        fault = "";
        var magic = bytes[..Math.Min(4, bytes.Length)];
        if (magic.SequenceEqual("RRF0"u8) || magic.SequenceEqual("RRF1"u8))
        {
            isVersionFault = true;
            fault = $"the file is of the old generation {Encoding.ASCII.GetString(magic)}, which is not read; expected RRF2, format version 0.23 or later";
            return false;
        }

        if (!magic.SequenceEqual(Magic[..magic.Length]))
        {
            fault = $"not a recording: expected the bytes \"RRF2\", found {Show(magic)}";
            return false;
        }

        if (bytes.Length < Size)
        {
            fault = $"the stream header is cut: expected {Size} bytes, found {bytes.Length}";
            return false;
        }

        // The options are checked before the version, so that a file says first that it is of the MessagePack kind.
        if (bytes[10] != 0 || bytes[11] != 0)
        {
            fault = $"bad stream options: the reserved bytes are {bytes[10]} and {bytes[11]}, expected 0 and 0";
            return false;
        }

        if (bytes[8] > 1)
        {
            fault = $"bad stream options: unknown compression {bytes[8]}, expected 0 (none) or 1 (LZ4)";
            return false;
        }

        // Versions of all zeroes come from a time before versions were written.
        version = new RrdVersion(bytes[4], bytes[5], bytes[6], bytes[7]);
        if (version == default)
        {
            version = new RrdVersion(0, 2, 0, 0);
        }

        if (bytes[9] == Messagepack)
        {
            isVersionFault = true;
            fault = $"the file is of the old MessagePack kind, written by version {version}; expected format version 0.23 or later";
            return false;
        }

        if (bytes[9] != Protobuf)
        {
            fault = $"bad stream options: unknown serializer {bytes[9]}, expected 2 (protobuf)";
            return false;
        }

        if (version.IsTooOld)
        {
            isVersionFault = true;
            fault = $"the file was written by version {version}, which is not read; expected format version 0.23 or later";
            return false;
        }

        return true;
    }

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value is < 0x20 or > 0x7E)
            {
                return "the bytes " + Convert.ToHexString(bytes);
            }
        }

        return $"\"{Encoding.ASCII.GetString(bytes)}\"";
    }
}
