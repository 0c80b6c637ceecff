namespace Rerun.Query.Plan.Expressions;

/// <summary>One WHEN .. THEN .. of a <see cref="Case"/>.</summary>
internal sealed record CaseArm(ScalarExpression When, ScalarExpression Then);
