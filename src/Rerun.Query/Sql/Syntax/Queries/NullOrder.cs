namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Where nulls sort.
/// </summary>
internal enum NullOrder
{
    /// <summary>not said: last when ascending, first when descending</summary>
    Default,

    /// <summary><c>NULLS FIRST</c></summary>
    First,

    /// <summary><c>NULLS LAST</c></summary>
    Last,
}
