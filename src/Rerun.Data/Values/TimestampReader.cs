using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads a column of points in time, whichever of the four forms is its natural one.</summary>
/// <remarks>
/// In units other than nanoseconds a value can lie outside the CLR's years 1 to 9999. Typed getters refuse it; the untyped ones, which must not
/// fail for the sake of one cell, give the nearest representable time.
/// </remarks>
/// <typeparam name="T">The natural form.</typeparam>
internal abstract class TimestampReader<T>(Field field) : ScalarReader<T>(field)
    where T : struct
{
    private readonly TimeScale _scale = new(((TimestampType)field.DataType).Unit);
    private RowBuffer _values;

    public override Type ProviderType => typeof(Timestamp64);

    /// <summary>The kind of the CLR's times: UTC for instants, unspecified for a table's local times.</summary>
    protected virtual DateTimeKind Kind => DateTimeKind.Utc;

    public sealed override void Bind(IArrowArray array)
    {
        var data = array.Data;
        _validity.Point(data);
        _values.Point(data.Buffers[1], (long)data.Offset * sizeof(long), (long)data.Length * sizeof(long));
    }

    public sealed override object GetProviderValue(int row) => new Timestamp64(_scale.Nanoseconds(Raw(row)));

    public sealed override DateTime GetDateTime(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(DateTime));
        }

        return _scale.IsNanoseconds ? new DateTime(TimeScale.UnixEpochTicks + _scale.Ticks(Raw(row)), Kind) : Checked(row);
    }

    public sealed override DateTimeOffset GetDateTimeOffset(int row) => new(GetDateTime(row).Ticks, TimeSpan.Zero);

    public sealed override Timestamp64 GetTimestamp64(int row) => new(_scale.Nanoseconds(GetInt64(row)));

    public sealed override DateOnly GetDateOnly(int row) => GetDateTime(row) is var time && time.TimeOfDay == TimeSpan.Zero
        ? DateOnly.FromDateTime(time)
        : throw new InvalidCastException($"The value {time:O} of column '{Field.Name}' has a time of day and is no {nameof(DateOnly)}.");

    public sealed override long GetInt64(int row)
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(long));
        }

        return Raw(row);
    }

    protected long Raw(int row) => _values.Read<long>(row);

    /// <summary>The time, or the nearest that the CLR has.</summary>
    protected DateTime Nearest(int row)
    {
        var value = Raw(row);
        try
        {
            return new DateTime(Math.Clamp(checked(TimeScale.UnixEpochTicks + _scale.Ticks(value)), 0, DateTime.MaxValue.Ticks), Kind);
        }
        catch (OverflowException)
        {
            return DateTime.SpecifyKind(value < 0 ? DateTime.MinValue : DateTime.MaxValue, Kind);
        }
    }

    private DateTime Checked(int row)
    {
        var nearest = Nearest(row);
        return checked(nearest.Ticks - TimeScale.UnixEpochTicks) / _scale.Ticks(1) == Raw(row)
            ? nearest
            : throw new OverflowException($"The value {Raw(row)} of column '{Field.Name}' ({Field.DataType}) is outside the range of {nameof(DateTime)}.");
    }
}
