using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of 16 bytes each whose field says that they are UUIDs (extension <c>arrow.uuid</c>, bytes in the order of RFC 9562).</summary>
internal sealed class GuidReader(Field field) : ScalarReader<Guid>(field)
{
    public const string ExtensionName = "arrow.uuid";
    private ByteRuns _runs;

    public override void Bind(IArrowArray array)
    {
        _validity.Point(array.Data);
        _runs.Point(array);
    }

    public override Guid Read(int row) => new(_runs.Span(row), bigEndian: true);

    public override Guid GetGuid(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(Guid));
        }

        return Read(row);
    }

    public override ReadOnlyMemory<byte> GetMemory(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(ReadOnlyMemory<byte>));
        }

        return _runs.Memory(row);
    }
}
