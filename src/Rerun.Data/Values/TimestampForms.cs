using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>An instant as <see cref="DateTime"/> of kind UTC.</summary>
internal sealed class InstantReader(Field field) : TimestampReader<DateTime>(field)
{
    public override DateTime Read(int row) => Nearest(row);
}

/// <summary>A local time of unknown zone as <see cref="DateTime"/> of unspecified kind.</summary>
internal sealed class LocalTimeReader(Field field) : TimestampReader<DateTime>(field)
{
    protected override DateTimeKind Kind => DateTimeKind.Unspecified;

    public override DateTime Read(int row) => Nearest(row);
}

/// <summary>An instant as <see cref="DateTimeOffset"/> in UTC: of a column with a time zone, or of any if asked for.</summary>
internal sealed class ZonedTimeReader(Field field) : TimestampReader<DateTimeOffset>(field)
{
    public override DateTimeOffset Read(int row) => new(Nearest(row).Ticks, TimeSpan.Zero);
}

/// <summary>A time of nanoseconds without loss.</summary>
internal sealed class Timestamp64Reader(Field field) : TimestampReader<Timestamp64>(field)
{
    public override Timestamp64 Read(int row) => new(Raw(row));
}

/// <summary>A time as its number of nanoseconds.</summary>
internal sealed class RawTimestampReader(Field field) : TimestampReader<long>(field)
{
    public override long Read(int row) => Raw(row);
}
