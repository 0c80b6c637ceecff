using Rerun.Arrow;
using Rerun.Query.Functions;
using Rerun.Query.Optimizer.Subqueries;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>
/// A call that gives another value each time, and that a relation names more than once, such as the operand of BETWEEN, is computed once for each row: as a
/// column of the relation's input. No rule, as rows do depend on it.
/// </summary>
internal static class VolatileColumns
{
    public static LogicalPlan Apply(LogicalPlan plan) => HasCalls(plan) ? plan.RewriteUp(Separate) : plan;

    private static LogicalPlan Separate(LogicalPlan relation)
    {
        if (!WiderInput.Fits(relation) || Repeated(relation) is not { Count: > 0 } calls)
        {
            return relation;
        }

        LogicalPlan input = relation.Inputs[0];
        int width = input.Fields.Count;
        var computed = new Project(
            input,
            [.. Enumerable.Range(0, width).Select(input.Column), .. calls],
            [.. input.Fields, .. calls.Select(call => new Field(call.ToString(), call.Type, call.IsNullable))]);
        LogicalPlan wider = WiderInput.Over(relation, computed);
        for (int i = 0; i < calls.Count; i++)
        {
            wider = WiderInput.Replace(wider, calls[i], computed.Column(width + i));
        }

        return WiderInput.Restored(wider, relation);
    }

    private static List<FunctionCall> Repeated(LogicalPlan relation)
    {
        var seen = new HashSet<FunctionCall>(ReferenceEqualityComparer.Instance);
        var repeated = new List<FunctionCall>();
        relation.WithExpressions(expression =>
        {
            Collect(expression, seen, repeated);
            return expression;
        });
        return repeated;
    }

    // The body of a lambda is computed for each element, not for each row.
    private static void Collect(ScalarExpression expression, HashSet<FunctionCall> seen, List<FunctionCall> repeated)
    {
        StackGuard.Ensure();
        if (expression is FunctionCall { Binding.Function.Volatility: Volatility.Volatile, Arguments.IsEmpty: true } call && !seen.Add(call) && !repeated.Contains(call))
        {
            repeated.Add(call);
        }

        foreach (ScalarExpression part in expression is LambdaCall lambda ? lambda.Arguments : expression.Children)
        {
            Collect(part, seen, repeated);
        }
    }

    private static bool HasCalls(LogicalPlan plan)
    {
        StackGuard.Ensure();
        bool isFound = false;
        plan.WithExpressions(expression =>
        {
            isFound = isFound || Changing.IsIn(expression);
            return expression;
        });
        return isFound || plan.Inputs.Any(HasCalls);
    }
}
