namespace Rerun.Arrow.Types;

/// <summary>The units of times.</summary>
public enum TimeUnit
{
    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Milliseconds, 10⁻³ s.</summary>
    Millisecond,

    /// <summary>Microseconds, 10⁻⁶ s.</summary>
    Microsecond,

    /// <summary>Nanoseconds, 10⁻⁹ s.</summary>
    Nanosecond,
}
