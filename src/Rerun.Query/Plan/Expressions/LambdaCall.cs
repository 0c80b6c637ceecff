using Rerun.Arrow.Types;
using Rerun.Query.Functions;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A function that computes a lambda for the elements of a list.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The list and what else stands beside the lambda.</param>
/// <param name="Variables">The lambda's parameters.</param>
/// <param name="Body">What the lambda computes, of its parameters and of the columns around.</param>
/// <param name="Type">The type of the result.</param>
internal sealed record LambdaCall(
    LambdaFunction Function, PlanList<ScalarExpression> Arguments, PlanList<LambdaVariable> Variables, ScalarExpression Body, IArrowType Type)
    : ScalarExpression(Type, true)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => [.. Arguments, Body];

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) =>
        this with { Arguments = PlanList.Create(children.AsSpan()[..^1]), Body = children[^1] };
}
