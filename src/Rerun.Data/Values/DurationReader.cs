using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of spans of time, whichever form is its natural one.</summary>
/// <typeparam name="T">The natural form.</typeparam>
internal abstract class DurationReader<T>(Field field) : ScalarReader<T>(field)
    where T : struct
{
    private readonly TimeScale _scale = new(((DurationType)field.DataType).Unit);
    private RowBuffer _values;

    public override Type ProviderType => typeof(Duration64);

    public sealed override void Bind(IArrowArray array)
    {
        var data = array.Data;
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * sizeof(long), (long)data.Length * sizeof(long));
    }

    public sealed override object GetProviderValue(int row) => new Duration64(_scale.Nanoseconds(Raw(row)));

    public sealed override TimeSpan GetTimeSpan(int row) => new(_scale.Ticks(GetInt64(row)));

    public sealed override Duration64 GetDuration64(int row) => new(_scale.Nanoseconds(GetInt64(row)));

    public sealed override long GetInt64(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(long));
        }

        return Raw(row);
    }

    protected long Raw(int row) => _values.Read<long>(row);

    /// <summary>The span, or the longest that the CLR has.</summary>
    protected TimeSpan Nearest(int row)
    {
        var value = Raw(row);
        try
        {
            return new TimeSpan(_scale.Ticks(value));
        }
        catch (OverflowException)
        {
            return value < 0 ? TimeSpan.MinValue : TimeSpan.MaxValue;
        }
    }
}

/// <summary>A duration as <see cref="TimeSpan"/>.</summary>
internal sealed class TimeSpanReader(Field field) : DurationReader<TimeSpan>(field)
{
    public override TimeSpan Read(int row) => Nearest(row);
}

/// <summary>A duration of nanoseconds without loss.</summary>
internal sealed class Duration64Reader(Field field) : DurationReader<Duration64>(field)
{
    public override Duration64 Read(int row) => new(Raw(row));
}

/// <summary>A duration as its number of nanoseconds.</summary>
internal sealed class RawDurationReader(Field field) : DurationReader<long>(field)
{
    public override long Read(int row) => Raw(row);
}
