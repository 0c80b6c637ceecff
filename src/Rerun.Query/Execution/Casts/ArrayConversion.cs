using Rerun.Arrow;

namespace Rerun.Query.Execution.Casts;

/// <summary>Converts an array to the target type of a cast.</summary>
/// <param name="array">The values.</param>
/// <param name="isTry">Whether a value that cannot be converted is NULL instead of an error.</param>
internal delegate IArrowArray ArrayConversion(IArrowArray array, bool isTry);
