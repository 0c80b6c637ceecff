using Rerun.Arrow.Types;
using Rerun.Query.Functions;

namespace Rerun.Query.Plan.Expressions;

/// <summary>One function of a <see cref="Relations.Window"/>: either a window function proper or an aggregate.</summary>
/// <param name="Function">The window function, or null.</param>
/// <param name="Aggregate">The aggregate, or null.</param>
/// <param name="Arguments">The arguments, of exactly the types that the binding wants.</param>
/// <param name="Distinct">Whether an aggregate counts equal arguments once.</param>
/// <param name="Filter">Which rows count for an aggregate, or null for all.</param>
/// <param name="IgnoresNulls">Whether null values are passed over.</param>
/// <param name="Frame">The rows that are seen.</param>
internal sealed record WindowFunctionCall(
    WindowBinding? Function,
    AggregateBinding? Aggregate,
    PlanList<ScalarExpression> Arguments,
    bool Distinct,
    ScalarExpression? Filter,
    bool IgnoresNulls,
    Frame Frame)
{
    /// <summary>The function's name.</summary>
    public string Name => Function?.Function.Name ?? Aggregate!.Function.Name;

    /// <summary>The type of the result.</summary>
    public IArrowType Type => Function?.ReturnType ?? Aggregate!.ReturnType;

    /// <summary>The same call with each expression in it changed.</summary>
    public WindowFunctionCall WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        this with { Arguments = Arguments.Map(change), Filter = Filter is null ? null : change(Filter) };

    public bool Equals(WindowFunctionCall? other) =>
        other is not null
        && Name == other.Name
        && Type.Equals(other.Type)
        && Arguments.Equals(other.Arguments)
        && Distinct == other.Distinct
        && Equals(Filter, other.Filter)
        && IgnoresNulls == other.IgnoresNulls
        && Frame == other.Frame;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Arguments);

    /// <inheritdoc/>
    public override string ToString()
    {
        string arguments = string.Join(", ", Arguments.AsEnumerable());
        string frame = Frame == Frame.Default ? "" : $" {Frame}";
        return $"{Name}({(Distinct ? "DISTINCT " : "")}{arguments}){(Filter is null ? "" : $" FILTER (WHERE {Filter})")}{(IgnoresNulls ? " IGNORE NULLS" : "")}{frame}";
    }
}
