namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// How many elements must compare true.
/// </summary>
internal enum Quantifier
{
    /// <summary>ANY or SOME: at least one</summary>
    Any,

    /// <summary>ALL: every one</summary>
    All,
}
