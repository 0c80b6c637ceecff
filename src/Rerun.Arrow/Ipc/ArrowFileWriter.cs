using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>Writes an Arrow file: an IPC stream with a footer, so that batches can be read in any order.</summary>
public sealed class ArrowFileWriter : ArrowStreamWriter
{
    internal static readonly byte[] Magic = "ARROW1"u8.ToArray();
    private readonly List<FileBlock> _dictionaryBlocks = [];
    private readonly List<FileBlock> _batchBlocks = [];

    /// <summary>A writer.</summary>
    /// <param name="baseStream">Where to write, from an empty file's start; it need not seek.</param>
    /// <param name="schema">The schema of every batch.</param>
    /// <param name="leaveOpen">Whether disposing the writer leaves the stream open.</param>
    public ArrowFileWriter(Stream baseStream, Schema schema, bool leaveOpen = false)
        : base(baseStream, schema, leaveOpen, false)
    {
    }

    private protected override ReadOnlyMemory<byte> Prologue => new byte[] { Magic[0], Magic[1], Magic[2], Magic[3], Magic[4], Magic[5], 0, 0 };

    private protected override void OnMessage(IpcMessageKind kind, long position, EncodedMessage message)
    {
        var block = new FileBlock(position, message.Head.Length, 0, message.BodyLength);
        if (kind == IpcMessageKind.DictionaryBatch)
        {
            _dictionaryBlocks.Add(block);
        }
        else if (kind == IpcMessageKind.RecordBatch)
        {
            _batchBlocks.Add(block);
        }
    }

    private protected override ReadOnlyMemory<byte> BuildEpilogue()
    {
        var builder = new FlatBuilder();
        var batches = builder.Values(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_batchBlocks)), FileBlock.Size, 8);
        var dictionaries = builder.Values(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_dictionaryBlocks)), FileBlock.Size, 8);
        var schema = new SchemaEncoder(builder).Write(Schema);
        builder.StartTable();
        builder.AddReference(1, schema);
        builder.AddReference(2, dictionaries);
        builder.AddReference(3, batches);
        builder.Add(0, (short)4);
        var footer = builder.Finish(builder.EndTable());
        var bytes = new byte[footer.Length + 4 + Magic.Length];
        footer.Span.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(footer.Length), footer.Length);
        Magic.CopyTo(bytes, footer.Length + 4);
        return bytes;
    }
}
