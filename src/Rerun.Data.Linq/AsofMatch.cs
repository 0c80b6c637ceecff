namespace Rerun.Data.Linq;

/// <summary>Which row of the other side is the nearest in time.</summary>
public enum AsofMatch
{
    /// <summary>The latest that is not later: at the same time or before.</summary>
    AtOrBefore,

    /// <summary>The latest that is earlier.</summary>
    Before,

    /// <summary>The earliest that is not earlier: at the same time or after.</summary>
    AtOrAfter,

    /// <summary>The earliest that is later.</summary>
    After,
}
