namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// The word of a <see cref="LikeExpression"/>.
/// </summary>
internal enum LikeOperator
{
    /// <summary><c>LIKE</c></summary>
    Like,

    /// <summary><c>ILIKE</c>: without case</summary>
    ILike,

    /// <summary><c>SIMILAR TO</c>: an SQL regular expression over the whole text</summary>
    SimilarTo,

    /// <summary><c>GLOB</c>: shell wildcards</summary>
    Glob,

    /// <summary><c>REGEXP</c> or <c>RLIKE</c>: a regular expression found anywhere</summary>
    Regexp,
}
