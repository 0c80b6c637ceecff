namespace Rerun.Query.Sql.Syntax;

/// <summary>
/// A node of the syntax tree. Immutable; equality is structural and ignores where in the text a node stands, so two occurrences of
/// the same expression are equal. <see cref="ToString"/> gives canonical SQL. The parser bounds the height of a tree
/// (<see cref="Parsing.SqlParser.MaxDepth"/>), so that a consumer may recurse.
/// </summary>
internal abstract record SqlNode(SourceSpan Span)
{
    /// <summary>Same kind of node; derived records add their members. Spans do not count.</summary>
    public virtual bool Equals(SqlNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>The node as canonical SQL.</summary>
    public sealed override string ToString() => Printing.SqlPrinter.Print(this);
}
