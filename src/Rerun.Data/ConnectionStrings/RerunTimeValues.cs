namespace Rerun.Data;

/// <summary>What <see cref="RerunDataReader.GetValue"/> gives for times and durations of nanoseconds: the keyword <c>Time Values</c> of a connection string.</summary>
/// <remarks>Whatever is chosen, the typed getters read every form: the raw <see cref="long"/>, the lossless structs and the CLR's types.</remarks>
public enum RerunTimeValues
{
    /// <summary><see cref="System.DateTime"/> of kind UTC and <see cref="TimeSpan"/>, in ticks of 100 ns: truncated toward the past.</summary>
    DateTime = 0,

    /// <summary><see cref="Rerun.Arrow.Timestamp64"/> and <see cref="Rerun.Arrow.Duration64"/>, lossless.</summary>
    Timestamp64,

    /// <summary>The number of nanoseconds (since 1970-01-01 UTC) as <see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="System.DateTimeOffset"/> in UTC for instants, and <see cref="TimeSpan"/>; truncated toward the past. For mappers that take values as they come.</summary>
    DateTimeOffset,
}
