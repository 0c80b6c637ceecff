namespace Rerun.Data.Values.Forms;

/// <summary>Bytes, copied.</summary>
internal sealed class BytesForm : CellForm<byte[]>
{
    public override byte[] Get(ValueReader column, int row)
    {
        var target = column.Resolve(ref row);

        // Text has bytes too, but asking for them as an array would cross from one family of types to another.
        return target is Utf8Reader ? throw target.Refusal(row, typeof(byte[])) : target.GetMemory(row).ToArray();
    }
}

/// <summary>Bytes to be read in pieces; a snapshot that stays valid when the reader moves on.</summary>
internal sealed class StreamForm : CellForm<Stream>
{
    public override Stream Get(ValueReader column, int row) => new MemoryStream(column.GetMemory(row).ToArray(), writable: false);
}
