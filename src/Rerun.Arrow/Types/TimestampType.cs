namespace Rerun.Arrow.Types;

/// <summary>Points in time as 64-bit counts since 1970-01-01T00:00:00: instants if there is a time zone, else local times of unknown zone.</summary>
public sealed class TimestampType : TimeBasedType
{
    /// <summary>Milliseconds without a time zone.</summary>
    public static readonly TimestampType Default = new(TimeUnit.Millisecond, null);

    /// <summary>A type with a unit and a time zone.</summary>
    /// <param name="unit">What the numbers count.</param>
    /// <param name="timezone">The name of the zone in which to show the instants, or null.</param>
    public TimestampType(TimeUnit unit = TimeUnit.Millisecond, string? timezone = null)
        : base(unit) => Timezone = timezone;

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Timestamp;

    /// <inheritdoc/>
    public override string Name => "timestamp";

    /// <inheritdoc/>
    public override int BitWidth => 64;

    /// <summary>The name of the zone in which to show the instants; null if the values are local times.</summary>
    public string? Timezone { get; }

    /// <summary>Whether there is a time zone, so that the values are instants.</summary>
    public bool IsTimeZoneAware => !string.IsNullOrEmpty(Timezone);

    /// <inheritdoc/>
    public override string ToString() => Timezone is null ? $"timestamp[{UnitName}]" : $"timestamp[{UnitName}, {Timezone}]";
}
