namespace Rerun.Arrow.Compression;

/// <summary>Decodes raw LZ4 blocks: no frame, no size prefix, no checksum.</summary>
public static class Lz4Block
{
    /// <summary>The greatest number of bytes that a block of a given length can decode to; a claim above it is a lie.</summary>
    /// <param name="sourceLength">The length of the block in bytes.</param>
    public static long MaxDecodedLength(int sourceLength) => (255L * sourceLength) + 64;

    /// <summary>Decodes a whole block that fills the destination exactly.</summary>
    /// <param name="source">The block.</param>
    /// <param name="destination">Receives the bytes; it may hold rubbish after an exception.</param>
    /// <exception cref="ArrowFormatException">The block is malformed, or decodes to another number of bytes.</exception>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var reader = default(Lz4BlockReader);
        var written = reader.Read(source, destination);
        if (!reader.IsFinished)
        {
            throw new ArrowFormatException($"The LZ4 block holds more than the expected {destination.Length} bytes.", reader.SourcePosition);
        }

        if (written != destination.Length)
        {
            throw new ArrowFormatException($"The LZ4 block ends after {written} bytes, {destination.Length} were expected.", source.Length);
        }
    }
}
