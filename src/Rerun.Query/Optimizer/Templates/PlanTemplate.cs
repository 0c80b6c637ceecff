using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>An optimised plan whose values are put in when it runs. Immutable.</summary>
internal sealed class PlanTemplate
{
    private readonly LogicalPlan _plan;

    // Null where no value is missing.
    private readonly UnfilledRelation? _unfilled;

    private PlanTemplate(LogicalPlan plan, LimitValues? limits)
    {
        _plan = plan;
        Limits = limits;
        Expressions = new CompiledExpressions(FilledExpressions(plan));
        _unfilled = UnfilledRelation.Of(plan);
    }

    /// <summary>The values in LIMIT and OFFSET that it was made for; null if there are none.</summary>
    public LimitValues? Limits { get; }

    /// <summary>What computes the expressions that lack no value.</summary>
    public CompiledExpressions Expressions { get; }

    /// <summary>The template of a plan, or null where its values decide how it is optimised.</summary>
    public static PlanTemplate? Of(LogicalPlan bound, LimitValues? limits, PlanOptimizer optimizer)
    {
        if (Any(bound, static relation => !IsPlain(relation)))
        {
            return null;
        }

        LogicalPlan settled = limits is null ? bound : bound.RewriteUp(relation => relation.WithExpressions(expression => expression.Rewrite(limits.Replace)));
        LogicalPlan optimized = optimizer.Optimize(settled);
        return Any(optimized, DependsOnValues) ? null : new PlanTemplate(optimized, limits);
    }

    /// <summary>The plan with the values of an execution; null if they are such that the plan has to be optimised with them.</summary>
    /// <exception cref="RerunException">A parameter has no value.</exception>
    public LogicalPlan? Fill(ParameterSet parameters, EvaluationContext context)
    {
        if (_unfilled is null)
        {
            return _plan;
        }

        var values = new ValueFilling(parameters, context);
        LogicalPlan filled = _unfilled.Fill(values);
        return values.IsDone ? filled : null;
    }

    // Sub-queries are computed before the plan around them is optimised, so that each execution has another plan. What is not known here is left alone.
    private static bool IsPlain(LogicalPlan relation) =>
        relation is DataframeScan or TableScan or Values or Empty or Filter or Project or Aggregate or Sort or Limit or Distinct or SetOperation or Join or AsofJoin or Window or Unnest
        && !Uses(relation, static expression => expression.Any(static part =>
            part is not (Constant or ColumnReference or ParameterReference or FunctionCall or Cast or Logical or Not or InList or Case or Coalesce)));

    // What is decided for all rows at once is taken out of a condition by the optimiser, and what it says of index or partition goes into the scan.
    private static bool DependsOnValues(LogicalPlan relation) => relation switch
    {
        Filter filter => RunValues.Decides(filter.Condition) || HasBound(filter.Condition, filter.Input),
        Join { Condition: { } condition } => RunValues.Decides(condition),
        Limit limit => (limit.Count is { } count && RunValues.IsIn(count)) || (limit.Offset is { } offset && RunValues.IsIn(offset)),
        _ => false,
    };

    // A column that was put between condition and scan is what it is computed from.
    private static bool HasBound(ScalarExpression condition, LogicalPlan input) => input switch
    {
        DataframeScan scan => condition.Any(part => IsBound(part, scan)),
        Project project => HasBound(ColumnMapping.Inline(condition, project.Expressions), project.Input),
        _ => false,
    };

    private static bool IsBound(ScalarExpression part, DataframeScan scan) => part switch
    {
        FunctionCall { Arguments: [var left, var right] } call => RunValues.IsComparison(call) && ((IsKey(left, scan) && RunValues.Is(right)) || (IsKey(right, scan) && RunValues.Is(left))),
        InList list => IsKey(list.Operand, scan) && RunValues.IsIn(list),
        _ => false,
    };

    private static bool IsKey(ScalarExpression expression, DataframeScan scan) =>
        expression is ColumnReference column && (column.Ordinal == scan.IndexOrdinal || column.Ordinal == scan.PartitionOrdinal);

    private static List<ScalarExpression> FilledExpressions(LogicalPlan plan)
    {
        var filled = new List<ScalarExpression>();
        Any(plan, relation =>
        {
            Uses(relation, expression =>
            {
                if (!RunValues.IsIn(expression))
                {
                    filled.Add(expression);
                }

                return false;
            });
            return false;
        });
        return filled;
    }

    private static bool Any(LogicalPlan plan, Func<LogicalPlan, bool> fits)
    {
        StackGuard.Ensure();
        if (fits(plan))
        {
            return true;
        }

        foreach (LogicalPlan input in plan.Inputs)
        {
            if (Any(input, fits))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an expression of a relation fits; its inputs are not looked at.</summary>
    public static bool Uses(LogicalPlan relation, Func<ScalarExpression, bool> fits)
    {
        bool found = false;
        relation.WithExpressions(expression =>
        {
            found |= fits(expression);
            return expression;
        });
        return found;
    }
}
