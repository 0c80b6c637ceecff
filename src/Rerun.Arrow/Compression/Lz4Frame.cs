using System.Buffers.Binary;

namespace Rerun.Arrow.Compression;

/// <summary>Decodes LZ4 frames: blocks with a header, and checksums where there are any.</summary>
public static class Lz4Frame
{
    private const uint Magic = 0x184D2204;

    /// <summary>Decodes one frame that fills the destination exactly.</summary>
    /// <exception cref="ArrowFormatException">The frame is malformed, a checksum is wrong, or it decodes to more or fewer bytes.</exception>
    public static void Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (Take(source, 0, 4) != Magic)
        {
            throw new ArrowFormatException("this is no LZ4 frame: the magic number 04 22 4D 18 is missing.", 0);
        }

        var descriptor = ReadDescriptor(source, destination.Length);
        var position = descriptor.Length;
        var written = 0;
        while (true)
        {
            var size = Take(source, position, 4);
            position += 4;
            if (size == 0)
            {
                break;
            }

            var stored = (size & 0x8000_0000) != 0;
            size &= 0x7FFF_FFFF;
            if (size > source.Length - position)
            {
                throw new ArrowFormatException($"an LZ4 block of {size} bytes does not fit the {source.Length - position} left.", position);
            }

            var block = source.Slice(position, (int)size);
            position += (int)size;
            if (descriptor.BlockChecksums)
            {
                CheckHash(source, position, block, "block");
                position += 4;
            }

            written = stored ? CopyStored(block, destination, written, position) : DecodeBlock(block, destination, written, descriptor.Linked);
        }

        if (written != destination.Length)
        {
            throw new ArrowFormatException($"the LZ4 frame decodes to {written} bytes, expected {destination.Length}.", position);
        }

        if (descriptor.ContentChecksum)
        {
            CheckHash(source, position, destination, "content");
            position += 4;
        }

        if (position != source.Length)
        {
            throw new ArrowFormatException($"{source.Length - position} bytes follow the LZ4 frame.", position);
        }
    }

    private static int DecodeBlock(ReadOnlySpan<byte> block, Span<byte> destination, int written, bool linked) =>
        linked ? Lz4Block.Decode(block, destination, written) : written + Lz4Block.Decode(block, destination[written..], 0);

    private static int CopyStored(ReadOnlySpan<byte> block, Span<byte> destination, int written, int position)
    {
        if (block.Length > destination.Length - written)
        {
            throw new ArrowFormatException($"a stored block of {block.Length} bytes does not fit the {destination.Length - written} left to write.", position);
        }

        block.CopyTo(destination[written..]);
        return written + block.Length;
    }

    private static Descriptor ReadDescriptor(ReadOnlySpan<byte> source, int expected)
    {
        var flags = (byte)(Take(source, 4, 2) & 0xFF);
        if (flags >> 6 != 1 || (flags & 2) != 0)
        {
            throw new ArrowFormatException($"the LZ4 frame has flags {flags:X2}, expected version 01 and no reserved bit.", 4);
        }

        if ((flags & 1) != 0)
        {
            throw new ArrowFormatException("the LZ4 frame needs an external dictionary, which is not supported.", 4);
        }

        var end = 6;
        if ((flags & 8) != 0)
        {
            Take(source, end + 4, 4);
            var size = BinaryPrimitives.ReadUInt64LittleEndian(source[end..]);
            if (size != (ulong)expected)
            {
                throw new ArrowFormatException($"the LZ4 frame says that it decodes to {size} bytes, expected {expected}.", end);
            }

            end += 8;
        }

        Take(source, end, 1);
        var check = (byte)(XxHash32.Hash(source[4..end]) >> 8);
        if (source[end] != check)
        {
            throw new ArrowFormatException($"the LZ4 frame header's checksum is {source[end]:X2}, expected {check:X2}.", end);
        }

        return new Descriptor(end + 1, (flags & 0x20) == 0, (flags & 0x10) != 0, (flags & 4) != 0);
    }

    private static void CheckHash(ReadOnlySpan<byte> source, int position, ReadOnlySpan<byte> data, string what)
    {
        var actual = XxHash32.Hash(data);
        if (Take(source, position, 4) != actual)
        {
            throw new ArrowFormatException($"the LZ4 {what} checksum is wrong.", position);
        }
    }

    private static uint Take(ReadOnlySpan<byte> source, int position, int count)
    {
        if (source.Length - position < count)
        {
            throw new ArrowFormatException($"the LZ4 frame ends where {count} more bytes are expected.", position);
        }

        return count switch
        {
            4 => BinaryPrimitives.ReadUInt32LittleEndian(source[position..]),
            2 => BinaryPrimitives.ReadUInt16LittleEndian(source[position..]),
            _ => source[position],
        };
    }

    private readonly record struct Descriptor(int Length, bool Linked, bool BlockChecksums, bool ContentChecksum);
}
