using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A sub-query that depends on the row it is computed for.</summary>
/// <param name="Subquery">The sub-query; <paramref name="Parameters"/> stand in its plan, and in the operand of IN.</param>
/// <param name="Parameters">What the sub-query needs to know of the row.</param>
/// <param name="Arguments">The values of the parameters, over the columns of the row.</param>
internal sealed record CorrelatedSubquery(ScalarExpression Subquery, PlanList<OuterReference> Parameters, PlanList<ScalarExpression> Arguments)
    : ScalarExpression(Subquery.Type, Subquery.IsNullable)
{
    /// <inheritdoc/>
    public override PlanList<ScalarExpression> Children => Arguments;

    /// <inheritdoc/>
    public override ScalarExpression WithChildren(PlanList<ScalarExpression> children) => this with { Arguments = children };

    /// <summary>The sub-query for the row whose values are given, which stands alone.</summary>
    public ScalarExpression For(IReadOnlyList<Constant> values)
    {
        var byId = new Dictionary<int, Constant>();
        for (int i = 0; i < values.Count; i++)
        {
            byId[Parameters[i].Id] = values[i];
        }

        return Fill(Subquery, byId);
    }

    private static ScalarExpression Fill(ScalarExpression expression, Dictionary<int, Constant> values) => expression.Rewrite(part => part switch
    {
        OuterReference reference => values.TryGetValue(reference.Id, out Constant? value) ? value : part,
        ScalarSubquery query => new ScalarSubquery(Fill(query.Plan, values)),
        ExistsSubquery query => new ExistsSubquery(Fill(query.Plan, values)),
        InSubquery query => query with { Plan = Fill(query.Plan, values) },
        CorrelatedSubquery inner when inner.Arguments.All(argument => argument is Constant) => inner.For([.. inner.Arguments.Cast<Constant>()]),
        _ => part,
    });

    private static LogicalPlan Fill(LogicalPlan plan, Dictionary<int, Constant> values)
    {
        PlanList<LogicalPlan> inputs = plan.Inputs.Map(input => Fill(input, values), out bool isChanged);
        return (isChanged ? plan.WithInputs(inputs) : plan).WithExpressions(expression => Fill(expression, values));
    }
}
