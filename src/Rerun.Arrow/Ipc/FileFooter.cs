using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>The footer of an Arrow file: its schema, and where its messages stand.</summary>
internal sealed record FileFooter(IpcSchema Schema, FileBlock[] Dictionaries, FileBlock[] Batches)
{
    /// <summary>The bytes at a file's end that tell where the footer is: its length and the magic text.</summary>
    public const int TailLength = 10;
    private const int HeadLength = 8;

    public static long TailPosition(long fileLength) =>
        fileLength >= HeadLength + TailLength
            ? fileLength - TailLength
            : throw new ArrowFormatException($"a file of {fileLength} bytes is too short to be an Arrow file.", 0);

    public static (long Position, int Length) Locate(long fileLength, ReadOnlyMemory<byte> tail)
    {
        if (!tail.Span[4..].SequenceEqual(ArrowFileWriter.Magic))
        {
            throw new ArrowFormatException("the text ARROW1 is missing at the end of the file.", fileLength - ArrowFileWriter.Magic.Length);
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail.Span);
        var position = fileLength - TailLength - length;
        return length > 0 && position >= HeadLength
            ? (position, length)
            : throw new ArrowFormatException($"a footer of {length} bytes does not fit the file of {fileLength}.", fileLength - TailLength);
    }

    public static FileFooter Read(ReadOnlyMemory<byte> bytes, long position)
    {
        var root = FlatTable.Root(bytes.Span, position);
        if (root.Int16(0) is not (3 or 4))
        {
            throw new ArrowFormatException($"metadata version {root.Int16(0) + 1} is not supported, expected 4 or 5.", position);
        }

        return new FileFooter(
            IpcSchema.Read(root.Table(1, "the footer's schema")), Blocks(root, 2, "the dictionary blocks", position), Blocks(root, 3, "the batch blocks", position));
    }

    private static FileBlock[] Blocks(FlatTable root, int slot, string name, long footerPosition)
    {
        var vector = root.Vector(slot, FileBlock.Size, name);
        if (vector.Count == 0)
        {
            return [];
        }

        var blocks = MemoryMarshal.Cast<byte, FileBlock>(root.Bytes(vector, FileBlock.Size)).ToArray();
        foreach (var block in blocks)
        {
            if (block.Offset < HeadLength || block.MetadataLength < 0 || block.BodyLength < 0
                || block.Offset > footerPosition || block.BodyLength > footerPosition - block.Offset - block.MetadataLength
                || block.BodyLength + block.MetadataLength > int.MaxValue)
            {
                throw new ArrowFormatException(
                    $"a message of {block.MetadataLength} and {block.BodyLength} bytes at {block.Offset} does not lie within the file.", root.Position);
            }
        }

        return blocks;
    }
}
