using Rerun.Query.Execution.Operators;
using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>One aggregate of an operator: which function over which columns of the input.</summary>
/// <param name="Binding">The function.</param>
/// <param name="Arguments">The ordinals of the argument columns, of the binding's parameter types.</param>
internal sealed record AggregateCall(AggregateBinding Binding, IReadOnlyList<int> Arguments)
{
    /// <summary>The ordinal of a boolean column; only rows where it is true count. -1 is none.</summary>
    public int Filter { get; init; } = -1;

    /// <summary>Whether each combination of arguments counts once.</summary>
    public bool Distinct { get; init; }

    /// <summary>The order in which the rows of a group are added; empty is the input's order.</summary>
    public IReadOnlyList<SortKey> Order { get; init; } = [];
}
