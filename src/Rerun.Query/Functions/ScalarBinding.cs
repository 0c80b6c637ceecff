using Rerun.Arrow.Types;

namespace Rerun.Query.Functions;

/// <summary>A scalar function chosen for given argument types.</summary>
/// <param name="Function">The function.</param>
/// <param name="ParameterTypes">For each argument the type that the kernel wants: where it differs from the argument's, an implicit cast is due.</param>
/// <param name="ReturnType">The type of the result.</param>
/// <param name="Kernel">The code.</param>
/// <param name="CanFail">Whether some values are errors, so that it must not run on rows that a condition excludes.</param>
internal sealed record ScalarBinding(
    ScalarFunction Function, IReadOnlyList<IArrowType> ParameterTypes, IArrowType ReturnType, ScalarKernel Kernel, bool CanFail);
