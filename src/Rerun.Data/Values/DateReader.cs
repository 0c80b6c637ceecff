using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of dates: days in 32 bits, or milliseconds in 64.</summary>
internal sealed class DateReader(Field field) : ScalarReader<DateTime>(field)
{
    private const long MillisecondsPerDay = 86_400_000;
    private const long UnixEpochDay = 719_162;
    private readonly bool _isDays = field.DataType is Date32Type;
    private RowBuffer _values;

    public override void Bind(IArrowArray array)
    {
        var data = array.Data;
        var width = _isDays ? sizeof(int) : sizeof(long);
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * width, (long)data.Length * width);
    }

    // Untyped access gives the nearest date that the CLR has, as for timestamps.
    public override DateTime Read(int row) => new(Math.Clamp(Day(row), 0, DateOnly.MaxValue.DayNumber) * TimeSpan.TicksPerDay);

    public override DateTime GetDateTime(int row) => GetDateOnly(row).ToDateTime(TimeOnly.MinValue);

    public override DateOnly GetDateOnly(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(DateOnly));
        }

        var day = Day(row);
        return (ulong)day <= (ulong)DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)day)
            : throw new OverflowException($"A date of column '{Field.Name}' is outside the range of {nameof(DateOnly)}: {day - UnixEpochDay} days since 1970.");
    }

    private long Day(int row)
    {
        if (_isDays)
        {
            return UnixEpochDay + _values.Read<int>(row);
        }

        var (days, rest) = Math.DivRem(_values.Read<long>(row), MillisecondsPerDay);
        return UnixEpochDay + days - (rest < 0 ? 1 : 0);
    }
}
