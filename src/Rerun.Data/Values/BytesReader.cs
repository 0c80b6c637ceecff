using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of byte strings; values of 16 bytes are also read as <see cref="Guid"/>.</summary>
internal sealed class BytesReader(Field field) : ReferenceReader<byte[]>(field)
{
    private ByteRuns _runs;

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _runs.Point(array);
    }

    public override byte[] Read(int row) => _runs.Span(row).ToArray();

    public override ReadOnlyMemory<byte> GetMemory(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(ReadOnlyMemory<byte>));
        }

        return _runs.Memory(row);
    }

    public override Guid GetGuid(int row)
    {
        if (_validity.IsNull(row) || _runs.Span(row).Length != 16)
        {
            ThrowRefusal(row, typeof(Guid));
        }

        return new Guid(_runs.Span(row), bigEndian: true);
    }
}
