using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of bits.</summary>
internal sealed class BooleanReader(Field field) : ScalarReader<bool>(field)
{
    private static readonly object True = true;
    private static readonly object False = false;
    private RowBuffer _bits;
    private int _firstBit;

    public override void Bind(IArrowArray array)
    {
        var data = array.Data;
        _validity.Point(data);
        _firstBit = data.Offset & 7;
        _bits.Point(data.Buffers[1], data.Offset >> 3, (_firstBit + (long)data.Length + 7) >> 3);
    }

    public override bool Read(int row) => _bits.ReadBit(_firstBit + row);

    public override bool GetBoolean(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(bool));
        }

        return Read(row);
    }

    public override object GetValue(int row) => Read(row) ? True : False;
}
