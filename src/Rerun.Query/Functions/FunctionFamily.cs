namespace Rerun.Query.Functions;

/// <summary>The families of functions: the chapters of their reference page.</summary>
internal enum FunctionFamily
{
    /// <summary>Comparisons and logic.</summary>
    Comparison,

    /// <summary>Arithmetic and rounding.</summary>
    Arithmetic,

    /// <summary>Trigonometry, logarithms and powers.</summary>
    Mathematics,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Choice among values.</summary>
    Conditional,

    /// <summary>Casts and inspection of types.</summary>
    Conversion,

    /// <summary>Timestamps, dates, times, durations and intervals.</summary>
    Time,

    /// <summary>Lists and structs.</summary>
    List,

    /// <summary>Vectors: lists of numbers.</summary>
    Vector,

    /// <summary>Aggregates.</summary>
    Aggregate,

    /// <summary>Window functions.</summary>
    Window,
}
