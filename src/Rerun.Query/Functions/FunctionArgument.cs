using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Functions;

/// <summary>What is known of an argument when a call is resolved.</summary>
/// <param name="Type">Its type; the null type for a bare NULL.</param>
/// <param name="Constant">Its value, a constant vector, where it is known while planning; else null.</param>
/// <param name="IsTextLiteral">Whether it is a string literal or text parameter, which takes the type that the function wants.</param>
internal readonly record struct FunctionArgument(IArrowType Type, ColumnVector? Constant = null, bool IsTextLiteral = false);
