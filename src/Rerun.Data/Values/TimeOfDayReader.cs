using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of times of day in 32 or 64 bits.</summary>
internal sealed class TimeOfDayReader(Field field) : ScalarReader<TimeSpan>(field)
{
    private readonly TimeScale _scale = new(field.DataType is Time32Type narrow ? narrow.Unit : ((Time64Type)field.DataType).Unit);
    private readonly bool _isNarrow = field.DataType is Time32Type;
    private RowBuffer _values;

    public override void Bind(IArrowArray array)
    {
        var data = array.Data;
        var width = _isNarrow ? sizeof(int) : sizeof(long);
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * width, (long)data.Length * width);
    }

    public override TimeSpan Read(int row) => new(_scale.Ticks(Raw(row)));

    public override TimeSpan GetTimeSpan(int row) => new(_scale.Ticks(GetInt64(row)));

    public override TimeOnly GetTimeOnly(int row)
    {
        var ticks = _scale.Ticks(GetInt64(row));
        return (ulong)ticks < TimeSpan.TicksPerDay
            ? new TimeOnly(ticks)
            : throw new OverflowException($"The value {Raw(row)} of column '{Field.Name}' ({Field.DataType}) is not within a day.");
    }

    public override long GetInt64(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(long));
        }

        return Raw(row);
    }

    private long Raw(int row) => _isNarrow ? _values.Read<int>(row) : _values.Read<long>(row);
}
