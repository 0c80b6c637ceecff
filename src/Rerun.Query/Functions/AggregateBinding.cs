using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;

namespace Rerun.Query.Functions;

/// <summary>An aggregate function chosen for given argument types.</summary>
/// <param name="Function">The function.</param>
/// <param name="ParameterTypes">For each argument the type that the accumulator wants: where it differs from the argument's, an implicit cast is due.</param>
/// <param name="ReturnType">The type of the result.</param>
/// <param name="CreateAccumulator">Makes the state for all groups of one operator.</param>
internal sealed record AggregateBinding(
    AggregateFunction Function, IReadOnlyList<IArrowType> ParameterTypes, IArrowType ReturnType, Func<Accumulator> CreateAccumulator);
