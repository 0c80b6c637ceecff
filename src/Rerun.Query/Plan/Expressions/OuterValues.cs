using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan.Expressions;

/// <summary>Puts what is known of the row around a sub-query into it.</summary>
internal sealed class OuterValues
{
    private readonly Dictionary<int, ScalarExpression> _values = [];

    private OuterValues()
    {
    }

    /// <summary>The values of parameters, in their order.</summary>
    public static OuterValues Of(PlanList<OuterReference> parameters, IReadOnlyList<ScalarExpression> values)
    {
        var filled = new OuterValues();
        for (int i = 0; i < values.Count; i++)
        {
            filled._values[parameters[i].Id] = values[i];
        }

        return filled;
    }

    /// <summary>The expression with the values in it.</summary>
    public ScalarExpression Fill(ScalarExpression expression) => expression.Rewrite(part => part switch
    {
        OuterReference reference => _values.GetValueOrDefault(reference.Id, part),
        ScalarSubquery query => new ScalarSubquery(Fill(query.Plan)),
        ExistsSubquery query => new ExistsSubquery(Fill(query.Plan)),
        InSubquery query => query with { Plan = Fill(query.Plan) },
        CorrelatedSubquery inner => Fill(inner),
        _ => part,
    });

    /// <summary>The relation with the values in it.</summary>
    public LogicalPlan Fill(LogicalPlan plan)
    {
        PlanList<LogicalPlan> inputs = plan.Inputs.Map(Fill, out bool isChanged);
        LogicalPlan filled = (isChanged ? plan.WithInputs(inputs) : plan).WithExpressions(Fill);
        return filled is LateralJoin lateral ? lateral with { Right = Fill(lateral.Right) } : filled;
    }

    // A sub-query inside may also use the values directly, through a common table expression of the query around it.
    private ScalarExpression Fill(CorrelatedSubquery inner)
    {
        CorrelatedSubquery filled = inner with { Subquery = Fill(inner.Subquery) };
        return filled.Arguments.All(argument => argument is Constant) ? filled.For([.. filled.Arguments.Cast<Constant>()]) : filled;
    }
}
