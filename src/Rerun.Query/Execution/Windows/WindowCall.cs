using Rerun.Query.Functions;

namespace Rerun.Query.Execution.Windows;

/// <summary>One window function of an operator: either a window function proper or an aggregate.</summary>
/// <param name="Function">The window function, or null.</param>
/// <param name="Aggregate">The aggregate, or null.</param>
/// <param name="Arguments">The ordinals of the argument columns, of the binding's parameter types.</param>
internal sealed record WindowCall(WindowBinding? Function, AggregateBinding? Aggregate, IReadOnlyList<int> Arguments)
{
    /// <summary>The frame.</summary>
    public WindowFrame Frame { get; init; } = WindowFrame.Default;

    /// <summary>The ordinal of a boolean column; only rows where it is true count for an aggregate. -1 is none.</summary>
    public int Filter { get; init; } = -1;

    /// <summary>Whether an aggregate counts each combination of arguments once.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether lag, lead and the value functions pass over nulls.</summary>
    public bool IgnoreNulls { get; init; }

    /// <summary>The type of the result.</summary>
    public Arrow.Types.IArrowType Type => Function?.ReturnType ?? Aggregate!.ReturnType;
}
