namespace Rerun.Arrow.Types;

/// <summary>The units of dates.</summary>
public enum DateUnit
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Milliseconds.</summary>
    Millisecond,
}
