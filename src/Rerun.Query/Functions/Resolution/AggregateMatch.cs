using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;

namespace Rerun.Query.Functions.Resolution;

/// <summary>An overload of an aggregate that fits given arguments.</summary>
/// <param name="Cost">How far the arguments are from an exact fit.</param>
/// <param name="ParameterTypes">For each argument the type that the accumulator wants.</param>
/// <param name="ReturnType">The type of the result.</param>
/// <param name="Accumulator">Makes the state.</param>
internal sealed record AggregateMatch(
    int Cost, IReadOnlyList<IArrowType> ParameterTypes, IArrowType ReturnType, Func<Accumulator> Accumulator);
