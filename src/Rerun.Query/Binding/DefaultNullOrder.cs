namespace Rerun.Query.Binding;

/// <summary>Where nulls come in ORDER BY without NULLS FIRST or NULLS LAST.</summary>
internal enum DefaultNullOrder
{
    /// <summary>Last when ascending, first when descending: nulls are greater than all values.</summary>
    Greatest,

    /// <summary>First when ascending, last when descending.</summary>
    Least,

    /// <summary>Always first.</summary>
    First,

    /// <summary>Always last.</summary>
    Last,
}
