namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// Set operations.
/// </summary>
internal enum SetOperator
{
    /// <summary>UNION</summary>
    Union,

    /// <summary>INTERSECT</summary>
    Intersect,

    /// <summary>EXCEPT</summary>
    Except,
}
