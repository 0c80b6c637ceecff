using Rerun.Arrow.Types;

namespace Rerun.Query.Functions.Resolution;

/// <summary>An overload that fits given arguments.</summary>
/// <param name="Cost">How far the arguments are from an exact fit.</param>
/// <param name="ParameterTypes">For each argument the type that the kernel wants.</param>
/// <param name="ReturnType">The type of the result.</param>
/// <param name="Kernel">The code.</param>
/// <param name="CanFail">Whether some values are errors.</param>
internal sealed record ScalarMatch(
    int Cost, IReadOnlyList<IArrowType> ParameterTypes, IArrowType ReturnType, ScalarKernel Kernel, bool CanFail = false);
