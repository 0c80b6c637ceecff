namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// What an <see cref="IsExpression"/> tests for.
/// </summary>
internal enum IsTest
{
    /// <summary>NULL</summary>
    Null,

    /// <summary>TRUE</summary>
    True,

    /// <summary>FALSE</summary>
    False,

    /// <summary>UNKNOWN: NULL of a boolean</summary>
    Unknown,
}
