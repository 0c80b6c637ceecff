using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>A query of WITH that is computed once in an execution, however often it is named; equal only to itself.</summary>
/// <param name="name">Its name.</param>
/// <param name="plan">Its plan, which stands alone.</param>
internal sealed class CommonQuery(string name, LogicalPlan plan)
{
    public string Name { get; } = name;

    public LogicalPlan Plan { get; } = plan;

    /// <summary>Whether a plan has all it needs: no value of a row around it, and no rows of a recursion around it.</summary>
    public static bool CanBe(LogicalPlan plan)
    {
        var used = new HashSet<object>();
        var made = new HashSet<object>();
        Collect(plan, used, made);
        return used.IsSubsetOf(made);
    }

    private static void Collect(LogicalPlan plan, HashSet<object> used, HashSet<object> made)
    {
        StackGuard.Ensure();
        switch (plan)
        {
            case WorkingScan scan:
                used.Add(scan.Table);
                break;
            case RecursiveUnion recursion:
                made.Add(recursion.Table);
                break;
            case LateralJoin lateral:
                Add(lateral.Parameters, made);
                Collect(lateral.Right, used, made);
                break;
        }

        plan.WithExpressions(expression =>
        {
            Collect(expression, used, made);
            return expression;
        });
        foreach (LogicalPlan input in plan.Inputs)
        {
            Collect(input, used, made);
        }
    }

    private static void Collect(ScalarExpression expression, HashSet<object> used, HashSet<object> made) => expression.Any(part =>
    {
        switch (part)
        {
            case OuterReference reference:
                used.Add(reference.Id);
                break;
            case CorrelatedSubquery query:
                Add(query.Parameters, made);
                Collect(query.Subquery, used, made);
                break;
            case ScalarSubquery query:
                Collect(query.Plan, used, made);
                break;
            case ExistsSubquery query:
                Collect(query.Plan, used, made);
                break;
            case InSubquery query:
                Collect(query.Operand, used, made);
                Collect(query.Plan, used, made);
                break;
        }

        return false;
    });

    private static void Add(PlanList<OuterReference> parameters, HashSet<object> made)
    {
        foreach (OuterReference parameter in parameters)
        {
            made.Add(parameter.Id);
        }
    }
}
