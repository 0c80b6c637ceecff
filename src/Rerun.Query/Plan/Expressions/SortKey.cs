namespace Rerun.Query.Plan.Expressions;

/// <summary>One key of an order.</summary>
/// <param name="Expression">What is compared.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="NullsFirst">Whether nulls come first.</param>
internal sealed record SortKey(ScalarExpression Expression, bool Descending, bool NullsFirst)
{
    /// <inheritdoc/>
    public override string ToString() => ExpressionText.Of(this);
}
