using Rerun.Arrow.Types;

namespace Rerun.Query.Functions;

/// <summary>A window function with its types.</summary>
/// <param name="Function">The function.</param>
/// <param name="ParameterTypes">For each argument the type that is wanted: where it differs from the argument's, an implicit cast is due.</param>
/// <param name="ReturnType">The type of the result.</param>
internal sealed record WindowBinding(WindowFunction Function, IReadOnlyList<IArrowType> ParameterTypes, IArrowType ReturnType);
