using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Rerun.Arrow.Ipc.FlatBuffers;

namespace Rerun.Arrow.Ipc;

/// <summary>Reads an Arrow file; batches can be read in any order. Not for concurrent use.</summary>
public sealed class ArrowFileReader : IArrowArrayStream
{
    private readonly IFileBytes _file;
    private FileFooter? _footer;
    private IpcDecoder? _decoder;
    private int _next;

    /// <summary>A reader of a file.</summary>
    /// <param name="stream">A file; it must seek.</param>
    /// <param name="leaveOpen">Whether disposing the reader leaves the stream open.</param>
    public ArrowFileReader(Stream stream, bool leaveOpen = false) => _file = new StreamFileBytes(stream, leaveOpen);

    /// <summary>A reader of a file in memory; the batches share it.</summary>
    public ArrowFileReader(ReadOnlyMemory<byte> buffer) => _file = new MemoryFileBytes(buffer);

    /// <summary>The schema; reads the footer if need be.</summary>
    /// <exception cref="ArrowFormatException">This is no Arrow file, or its footer is malformed.</exception>
    public Schema Schema => Footer().Schema.Schema;

    /// <summary>A reader of the file at a path.</summary>
    public static ArrowFileReader FromFile(string filename) => new(File.OpenRead(filename));

    /// <summary>The number of batches; reads the footer if need be.</summary>
    /// <exception cref="ArrowFormatException">This is no Arrow file, or its footer is malformed.</exception>
    public int RecordBatchCount() => Footer().Batches.Length;

    /// <summary>The number of batches; reads the footer if need be.</summary>
    /// <exception cref="ArrowFormatException">This is no Arrow file, or its footer is malformed.</exception>
    public async ValueTask<int> RecordBatchCountAsync(CancellationToken cancellationToken = default) =>
        (await FooterAsync(cancellationToken).ConfigureAwait(false)).Batches.Length;

    /// <summary>The batch at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="ArrowFormatException">The bytes are not right.</exception>
    public RecordBatch ReadRecordBatch(int index)
    {
        var footer = Footer();
        if (_decoder is null)
        {
            var decoder = new IpcDecoder(footer.Schema);
            foreach (var block in footer.Dictionaries)
            {
                decoder.Decode(MessageAt(block, _file.Read(block.Offset, block.Length), IpcMessageKind.DictionaryBatch));
            }

            _decoder = decoder;
        }

        var at = BlockAt(footer, index);
        return _decoder.Decode(MessageAt(at, _file.Read(at.Offset, at.Length), IpcMessageKind.RecordBatch))!;
    }

    /// <summary>The batch at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    /// <exception cref="ArrowFormatException">The bytes are not right.</exception>
    public async ValueTask<RecordBatch> ReadRecordBatchAsync(int index, CancellationToken cancellationToken = default)
    {
        var footer = await FooterAsync(cancellationToken).ConfigureAwait(false);
        if (_decoder is null)
        {
            var decoder = new IpcDecoder(footer.Schema);
            foreach (var block in footer.Dictionaries)
            {
                var bytes = await _file.ReadAsync(block.Offset, block.Length, cancellationToken).ConfigureAwait(false);
                decoder.Decode(MessageAt(block, bytes, IpcMessageKind.DictionaryBatch));
            }

            _decoder = decoder;
        }

        var at = BlockAt(footer, index);
        var batch = await _file.ReadAsync(at.Offset, at.Length, cancellationToken).ConfigureAwait(false);
        return _decoder.Decode(MessageAt(at, batch, IpcMessageKind.RecordBatch))!;
    }

    /// <summary>The next batch in the file's order, or null at the end.</summary>
    /// <exception cref="ArrowFormatException">The bytes are not right.</exception>
    public RecordBatch? ReadNextRecordBatch() => _next < RecordBatchCount() ? ReadRecordBatch(_next++) : null;

    /// <inheritdoc/>
    public async ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
        _next < await RecordBatchCountAsync(cancellationToken).ConfigureAwait(false)
            ? await ReadRecordBatchAsync(_next++, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Closes the stream, unless it is to stay open. Batches stay valid.</summary>
    public void Dispose() => _file.Dispose();

    private static FileBlock BlockAt(FileFooter footer, int index) =>
        (uint)index < (uint)footer.Batches.Length
            ? footer.Batches[index]
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"The file has {footer.Batches.Length} batches.");

    private static IpcMessage MessageAt(FileBlock block, ReadOnlyMemory<byte> bytes, IpcMessageKind expected)
    {
        var position = 0;
        if (!IpcMessage.TryRead(bytes, block.Offset, ref position, out var message) || message.Kind != expected)
        {
            throw new ArrowFormatException($"a message of kind {expected} is expected here by the footer.", block.Offset);
        }

        return message;
    }

    private FileFooter Footer()
    {
        if (_footer is null)
        {
            var (position, length) = FileFooter.Locate(_file.Length, _file.Read(FileFooter.TailPosition(_file.Length), FileFooter.TailLength));
            _footer = FileFooter.Read(_file.Read(position, length), position);
        }

        return _footer;
    }

    private async ValueTask<FileFooter> FooterAsync(CancellationToken cancellationToken)
    {
        if (_footer is null)
        {
            var tail = await _file.ReadAsync(FileFooter.TailPosition(_file.Length), FileFooter.TailLength, cancellationToken).ConfigureAwait(false);
            var (position, length) = FileFooter.Locate(_file.Length, tail);
            _footer = FileFooter.Read(await _file.ReadAsync(position, length, cancellationToken).ConfigureAwait(false), position);
        }

        return _footer;
    }
}
