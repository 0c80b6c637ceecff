using System.Globalization;
using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes;

/// <summary>A value of an index: a sequence number, or nanoseconds of a duration or since the Unix epoch. Mirrors the items of <c>rerun.catalog.IndexValuesLike</c>.</summary>
/// <param name="Value">The number in the index's unit.</param>
public readonly record struct IndexValue(long Value) : IComparable<IndexValue>
{
    /// <summary>The value that stands for "static": it is no place on any index, and is ignored where rows are chosen.</summary>
    public static IndexValue Static => new(long.MinValue);

    /// <summary>A sequence number.</summary>
    /// <param name="number">The number.</param>
    public static IndexValue FromSequence(long number) => new(number);

    /// <summary>Nanoseconds, of a duration or since the Unix epoch.</summary>
    /// <param name="nanoseconds">The nanoseconds.</param>
    public static IndexValue FromNanoseconds(long nanoseconds) => new(nanoseconds);

    /// <summary>An instant.</summary>
    /// <param name="instant">The instant.</param>
    /// <exception cref="OverflowException">The instant lies beyond what 64-bit nanoseconds hold.</exception>
    public static IndexValue FromDateTime(DateTimeOffset instant) => new(Timestamp64.FromDateTimeOffset(instant).Nanoseconds);

    /// <summary>A duration.</summary>
    /// <param name="duration">The duration.</param>
    /// <exception cref="OverflowException">The duration is longer than 64-bit nanoseconds hold.</exception>
    public static IndexValue FromDuration(TimeSpan duration) => new(Duration64.FromTimeSpan(duration).Nanoseconds);

    /// <summary>A number in the index's unit.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator IndexValue(long value) => new(value);

    /// <summary>An instant.</summary>
    /// <param name="value">The instant.</param>
    public static implicit operator IndexValue(Timestamp64 value) => new(value.Nanoseconds);

    /// <summary>A duration.</summary>
    /// <param name="value">The duration.</param>
    public static implicit operator IndexValue(Duration64 value) => new(value.Nanoseconds);

    /// <inheritdoc/>
    public int CompareTo(IndexValue other) => Value.CompareTo(other.Value);

    /// <summary>The number.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
