using Rerun.Arrow;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Query.Plan.Relations;

/// <summary>Computed columns, one for each expression, for each row in order.</summary>
internal sealed record Project(LogicalPlan Input, PlanList<ScalarExpression> Expressions, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering
    {
        get
        {
            var keys = new List<SortKey>();
            foreach (SortKey key in Input.Ordering)
            {
                int ordinal = Expressions.AsSpan().IndexOf(key.Expression);
                if (ordinal < 0)
                {
                    break;
                }

                keys.Add(key with { Expression = Column(ordinal) });
            }

            return keys.ToPlanList();
        }
    }

    /// <inheritdoc/>
    public override string Label => $"Project: {PlanText.Named(Expressions, Fields)}";

    /// <summary>Whether the columns are those of the input, in their order and by their names.</summary>
    public bool IsIdentity
    {
        get
        {
            if (Fields.Count != Input.Fields.Count)
            {
                return false;
            }

            for (int i = 0; i < Fields.Count; i++)
            {
                if (Expressions[i] is not ColumnReference column || column.Ordinal != i || !Fields[i].Equals(Input.Fields[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => new Project(inputs[0], Expressions, Fields);

    /// <inheritdoc/>
    public override LogicalPlan WithExpressions(Func<ScalarExpression, ScalarExpression> change) =>
        new Project(Input, Expressions.Map(change), Fields);
}
