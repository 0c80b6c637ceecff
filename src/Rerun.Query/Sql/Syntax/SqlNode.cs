namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A node of the syntax tree. Immutable; equality is structural and ignores where in the text a node stands, so two occurrences of
/// the same expression are equal.
/// </summary>
internal abstract record SqlNode(SourceSpan Span)
{
    /// <summary>Same kind of node; derived records add their members. Spans do not count.</summary>
    public virtual bool Equals(SqlNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}
