namespace Rerun.Arrow.Compression;

/// <summary>Encodes and decodes raw LZ4 blocks: no frame, no size prefix, no checksum.</summary>
public static class Lz4Block
{
    /// <summary>The greatest number of bytes that a block of a given length can decode to; a claim above it is a lie.</summary>
    /// <param name="sourceLength">The length of the block in bytes.</param>
    public static long MaxDecodedLength(int sourceLength) => (255L * sourceLength) + 64;

    /// <summary>Whether a block of so many bytes can decode to so many; to be asked before room is made for them.</summary>
    /// <param name="sourceLength">The length of the block in bytes.</param>
    /// <param name="decodedLength">The claimed length of what it decodes to.</param>
    public static bool CanDecodeTo(int sourceLength, long decodedLength) => decodedLength >= 0 && decodedLength <= MaxDecodedLength(sourceLength);

    /// <summary>Decodes a whole block that fills the destination exactly.</summary>
    /// <param name="source">The block.</param>
    /// <param name="destination">Receives the bytes; it may hold rubbish after an exception.</param>
    /// <exception cref="ArrowFormatException">The block is malformed, or decodes to another number of bytes.</exception>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var end = Decode(source, destination, 0);
        if (end != destination.Length)
        {
            throw new ArrowFormatException($"The LZ4 block ends after {end} bytes, {destination.Length} were expected.", source.Length);
        }
    }

    /// <summary>The greatest length of a block of so many bytes.</summary>
    /// <param name="sourceLength">The number of bytes to encode.</param>
    public static int MaxEncodedLength(int sourceLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sourceLength);
        return checked(sourceLength + (sourceLength / byte.MaxValue) + 16);
    }

    /// <summary>Encodes bytes as one block.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Receives the block; at least <see cref="MaxEncodedLength"/> bytes.</param>
    /// <returns>The length of the block.</returns>
    /// <exception cref="ArgumentException">The destination is too short for some block.</exception>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination) => destination.Length >= MaxEncodedLength(source.Length)
        ? new Lz4BlockWriter(source, destination).Write()
        : throw new ArgumentException($"A block of {source.Length} bytes can take {MaxEncodedLength(source.Length)}; there is room for {destination.Length}.", nameof(destination));

    /// <summary>Decodes a whole block into the destination from a start on; matches may reach back before the start. Gives the end of what was decoded.</summary>
    internal static int Decode(ReadOnlySpan<byte> source, Span<byte> destination, int start)
    {
        var reader = Lz4BlockReader.After(start);
        var end = reader.Read(source, destination);
        return reader.IsFinished
            ? end
            : throw new ArrowFormatException($"The LZ4 block holds more than the expected {destination.Length - start} bytes.", reader.SourcePosition);
    }
}
