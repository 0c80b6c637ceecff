using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>What a sub-query uses of the row around it.</summary>
internal sealed class OuterColumns(TranslationContext context)
{
    private readonly List<OuterReference> _parameters = [];
    private readonly List<ScalarExpression> _arguments = [];

    /// <summary>What stands in the sub-query for an expression over the row around it.</summary>
    public ScalarExpression Reference(ScalarExpression expression) =>
        expression.Rewrite(part => part is ColumnReference or OuterReference ? ReferenceTo(part) : part);

    /// <summary>The sub-query with what it uses.</summary>
    public ScalarExpression Close(ScalarExpression subquery) =>
        _parameters.Count == 0 ? subquery : new CorrelatedSubquery(subquery, _parameters.ToPlanList(), _arguments.ToPlanList());

    /// <summary>Each row of a relation with the rows that the sub-query has for it.</summary>
    public LogicalPlan Lateral(LogicalPlan left, LogicalPlan right, bool keepsLeft) => new LateralJoin(
        left, right, _parameters.ToPlanList(), _arguments.ToPlanList(), keepsLeft, PlanBuilder.JoinFields(left, right, keepsLeft ? JoinKind.Left : JoinKind.Inner));

    /// <summary>Whether an expression of the sub-query uses the row around it.</summary>
    public bool IsIn(ScalarExpression expression) => expression.Any(part => part is OuterReference reference && PlaceOf(reference) >= 0);

    /// <summary>An expression of the sub-query over the row around it and, behind its columns, those of the sub-query.</summary>
    public ScalarExpression Beside(ScalarExpression expression, int by) => expression.Rewrite(part => part switch
    {
        ColumnReference column => column with { Ordinal = column.Ordinal + by },
        OuterReference reference when PlaceOf(reference) is >= 0 and var place => _arguments[place],
        _ => part,
    });

    private int PlaceOf(OuterReference reference) => _parameters.FindIndex(one => one.Id == reference.Id);

    private OuterReference ReferenceTo(ScalarExpression argument)
    {
        int place = _arguments.IndexOf(argument);
        if (place >= 0)
        {
            return _parameters[place];
        }

        string name = argument switch
        {
            ColumnReference column => column.Name,
            OuterReference outer => outer.Name,
            _ => "value",
        };
        var reference = new OuterReference(context.NextReference(), name, argument.Type, argument.IsNullable);
        _parameters.Add(reference);
        _arguments.Add(argument);
        return reference;
    }
}
