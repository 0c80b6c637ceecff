namespace Rerun.Query.Optimizer.Nulls;

/// <summary>What an expression may come to, as far as it is known without rows.</summary>
[Flags]
internal enum Outcomes
{
    /// <summary>Nothing: it is never computed.</summary>
    None = 0,

    /// <summary>Null.</summary>
    Null = 1,

    /// <summary>False, or any value of another type.</summary>
    False = 2,

    /// <summary>True, or any value of another type.</summary>
    True = 4,

    /// <summary>Anything but null.</summary>
    Known = False | True,

    /// <summary>Anything.</summary>
    Any = Null | Known,
}
