using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>A pair of expressions of one type that must be equal.</summary>
/// <param name="Left">Over the left input.</param>
/// <param name="Right">Over the right input.</param>
/// <param name="NullsEqual">Whether null equals null (IS NOT DISTINCT FROM).</param>
internal sealed record JoinKey(ScalarExpression Left, ScalarExpression Right, bool NullsEqual = false);
