namespace Rerun.Query.Execution.Kernels;

/// <summary>Where a decimal goes that loses digits.</summary>
internal enum DecimalRounding
{
    /// <summary>To the nearest number; halves away from zero.</summary>
    AwayFromZero,

    /// <summary>To the nearest number; halves to the even neighbour.</summary>
    ToEven,

    /// <summary>Toward zero.</summary>
    Truncate,

    /// <summary>To the number that is not greater.</summary>
    Floor,

    /// <summary>To the number that is not less.</summary>
    Ceiling,
}
