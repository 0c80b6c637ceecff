using Rerun.Arrow.Types;
using Rerun.Query.Functions;

namespace Rerun.Query.Plan.Expressions;

/// <summary>One aggregate of an <see cref="Relations.Aggregate"/>: a function over the rows of each group.</summary>
/// <param name="Binding">The function, chosen for the arguments' types.</param>
/// <param name="Arguments">Its arguments over the input, of exactly the types that the binding wants; none for <c>count(*)</c>.</param>
/// <param name="Distinct">Whether equal arguments count once.</param>
/// <param name="Filter">Which rows count, or null for all.</param>
/// <param name="OrderBy">The order in which the function sees the rows, where it matters.</param>
/// <param name="IsNullable">Whether the result may be null.</param>
internal sealed record AggregateCall(
    AggregateBinding Binding,
    PlanList<ScalarExpression> Arguments,
    bool Distinct,
    ScalarExpression? Filter,
    PlanList<SortKey> OrderBy,
    bool IsNullable)
{
    /// <summary>The function's name.</summary>
    public string Name => Binding.Function.Name;

    /// <summary>The type of the result.</summary>
    public IArrowType Type => Binding.ReturnType;

    public bool Equals(AggregateCall? other) =>
        other is not null
        && ReferenceEquals(Binding.Function, other.Binding.Function)
        && Type.Equals(other.Type)
        && Distinct == other.Distinct
        && Arguments.Equals(other.Arguments)
        && Equals(Filter, other.Filter)
        && OrderBy.Equals(other.OrderBy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Arguments);

    /// <summary>The same call with each expression in it changed.</summary>
    public AggregateCall WithExpressions(Func<ScalarExpression, ScalarExpression> change) => this with
    {
        Arguments = Arguments.Map(change),
        Filter = Filter is null ? null : change(Filter),
        OrderBy = OrderBy.Map(key => key with { Expression = change(key.Expression) }),
    };

    /// <inheritdoc/>
    public override string ToString() => ExpressionText.Of(this);
}
