namespace Rerun.Query.Execution.Vectors;

/// <summary>The ways in which a vector holds its values.</summary>
internal enum VectorKind
{
    /// <summary>One value in the array for each row.</summary>
    Flat,

    /// <summary>One value, the same for every row.</summary>
    Constant,

    /// <summary>An array of values and, for each row, the place of its value in it.</summary>
    Dictionary,
}
