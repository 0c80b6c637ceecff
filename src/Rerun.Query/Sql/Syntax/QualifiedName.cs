namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A name of one or more parts, as written: <c>rerun.drives.log_time</c>. Quoted parts are never split at dots.
/// </summary>
internal sealed record QualifiedName(SourceSpan Span, SyntaxList<SqlName> Parts) : SqlNode(Span)
{
    /// <summary>The last part.</summary>
    public SqlName Last => Parts[Parts.Count - 1];
}
