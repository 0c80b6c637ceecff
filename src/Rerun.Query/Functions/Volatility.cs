namespace Rerun.Query.Functions;

/// <summary>How long a function's result stays the same for the same arguments.</summary>
internal enum Volatility
{
    /// <summary>For ever: may be computed while planning.</summary>
    Immutable,

    /// <summary>During one execution of a statement.</summary>
    Stable,

    /// <summary>Each call may give another result.</summary>
    Volatile,
}
