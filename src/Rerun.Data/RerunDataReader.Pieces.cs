using System.Data.Common;
using Rerun.Arrow.Types;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Data.Values;

namespace Rerun.Data;

/// <content>Large and nested values: in pieces, as streams, as readers of their own.</content>
public sealed partial class RerunDataReader
{
    /// <summary>Copies bytes of a binary value.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <param name="dataOffset">The first byte to copy.</param>
    /// <param name="buffer">Where to; null asks for the value's length.</param>
    /// <param name="bufferOffset">Where in <paramref name="buffer"/>.</param>
    /// <param name="length">How many bytes at most.</param>
    /// <returns>The number of bytes copied, or the value's length.</returns>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var column = Cell(ordinal);
        var row = _row;
        var target = column.Resolve(ref row);
        return target is Utf8Reader
            ? throw target.Refusal(row, typeof(byte[]))
            : Copy(target.GetMemory(row).Span, dataOffset, buffer, bufferOffset, length);
    }

    /// <summary>Copies characters (UTF-16 units) of a text.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <param name="dataOffset">The first character to copy.</param>
    /// <param name="buffer">Where to; null asks for the text's length.</param>
    /// <param name="bufferOffset">Where in <paramref name="buffer"/>.</param>
    /// <param name="length">How many characters at most.</param>
    /// <returns>The number of characters copied, or the text's length.</returns>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copy(Cell(ordinal).GetString(_row).AsSpan(), dataOffset, buffer, bufferOffset, length);

    /// <summary>The bytes of a binary value, or a text's in UTF-8: a snapshot that stays valid when the reader moves on.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override Stream GetStream(int ordinal) => GetFieldValue<Stream>(ordinal);

    /// <summary>The characters of a text: a snapshot that stays valid when the reader moves on.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    public override TextReader GetTextReader(int ordinal) => GetFieldValue<TextReader>(ordinal);

    /// <summary>A reader over a nested value: a struct's fields as one row, or a list's elements (a map's entries) as rows.</summary>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <exception cref="InvalidCastException">The value is null or not nested.</exception>
    protected override DbDataReader GetDbDataReader(int ordinal)
    {
        var column = Cell(ordinal);
        var row = _row;
        var target = column.Resolve(ref row);
        if (target.IsNull(row))
        {
            throw target.Refusal(row, typeof(DbDataReader));
        }

        var batch = target switch
        {
            StructReader fields => fields.Slice(row),
            ListReader list => RowsOf(list.Element.Field, list.Slice(row)),
            MapReader map => RowsOf(map.Entries.Field, map.Slice(row)),
            _ => throw target.Refusal(row, typeof(DbDataReader)),
        };
        var reader = new RerunDataReader(new StreamResults(new BufferedBatches(batch.Schema, [batch])), new ExecutionControl(TimeSpan.Zero, TimeSpan.Zero), _options);
        Blocking.Wait(static nested => nested.OpenAsync(CancellationToken.None), reader);
        return reader;
    }

    private static RecordBatch RowsOf(Field element, IArrowArray elements) => elements is StructArray structs && structs.NullCount == 0
        ? new RecordBatch(new Schema(((StructType)structs.Data.DataType).Fields), structs.Fields, structs.Length)
        : new RecordBatch(new Schema([element]), [elements], elements.Length);

    private static long Copy<T>(ReadOnlySpan<T> value, long dataOffset, T[]? buffer, int bufferOffset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataOffset);
        if (buffer is null)
        {
            return value.Length;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(bufferOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferOffset, buffer.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > buffer.Length - bufferOffset)
        {
            throw new ArgumentException($"{length} elements from {bufferOffset} on do not fit a buffer of {buffer.Length}.", nameof(length));
        }

        if (dataOffset >= value.Length)
        {
            return 0;
        }

        var piece = value[(int)dataOffset..];
        piece = piece[..Math.Min(piece.Length, length)];
        piece.CopyTo(buffer.AsSpan(bufferOffset));
        return piece.Length;
    }
}
