using Rerun.Query.Optimizer.Subqueries;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Makes joins of sub-queries that depend on rows: EXISTS and IN become semi, anti and mark joins, aggregates over related rows a join with
/// groups, a single related row a join that knows how many there are. What does not become a join is computed once for each combination of
/// values that it depends on.
/// </summary>
internal sealed class DecorrelateSubqueries : IOptimizerRule
{
    public const string RuleName = "decorrelate-subqueries";

    /// <summary>Each level may be tried in several ways, so that the work grows by powers; what is nested deeper is computed by row.</summary>
    private const int MostNested = 6;

    [ThreadStatic]
    private static int _level;

    private readonly SubqueryJoins _joins;

    public DecorrelateSubqueries(PlanBuilder builder) => _joins = new SubqueryJoins(builder, Apply);

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan)
    {
        if (_level == MostNested)
        {
            return plan;
        }

        _level++;
        try
        {
            return plan.RewriteUp(Change);
        }
        finally
        {
            _level--;
        }
    }

    private LogicalPlan Change(LogicalPlan relation) => relation switch
    {
        LateralJoin lateral => _joins.Lateral(lateral) ?? lateral,
        Filter filter when CorrelatedColumns.Has(filter.Condition) => ChangeFilter(filter),
        Join { Kind: JoinKind.Inner, Condition: { } condition } join when CorrelatedColumns.Has(condition) =>
            Change(CorrelatedColumns.WithoutSubqueries(join)),
        _ when WiderInput.Fits(relation) => WithColumns(relation),
        _ => relation,
    };

    // Conditions that are one sub-query become joins by themselves, the others need the values of theirs as columns.
    private LogicalPlan ChangeFilter(Filter filter)
    {
        ScalarExpression[] conditions = [.. Conjuncts.Of(filter.Condition).SelectMany(WhereTrue)];
        ScalarExpression[] plain = [.. conditions.Where(condition => !CorrelatedColumns.Has(condition))];
        LogicalPlan rows = plain.Length == 0 ? filter.Input : new Filter(filter.Input, PlanBuilder.And(plain));
        var rest = new List<ScalarExpression>();
        foreach (ScalarExpression condition in conditions.Except(plain))
        {
            CorrelatedSubquery? query = (condition is Not not ? not.Operand : condition) as CorrelatedSubquery;
            bool isMembership = query is { Subquery: ExistsSubquery or InSubquery } && !query.Arguments.Any(CorrelatedColumns.Has);
            if (isMembership && _joins.Filtered(rows, query!, condition is Not) is { } filtered)
            {
                rows = filtered;
            }
            else
            {
                rest.Add(condition);
            }
        }

        return rest.Count == 0 ? rows : WithColumns(new Filter(rows, PlanBuilder.And(rest)));
    }

    // Of a comparison with the rows of a sub-query, true or unknown or false, a condition asks only whether it is true.
    private static IEnumerable<ScalarExpression> WhereTrue(ScalarExpression condition) => condition switch
    {
        Case { Arms: [{ Then: Constant { Value: true } } found, { Then: Constant { Value: null } }], Else: Constant { Value: false } } => [found.When],
        Not { Operand: Case { Arms: [{ Then: Constant { Value: true } } found, { Then: Constant { Value: null } } unknown], Else: Constant { Value: false } } } =>
            [IsNotTrue(found.When), IsNotTrue(unknown.When)],
        _ => [condition],
    };

    private static ScalarExpression IsNotTrue(ScalarExpression condition) => condition.IsNullable
        ? PlanBuilder.Case([new CaseArm(condition, Constant.False)], Constant.True)
        : PlanBuilder.Not(condition);

    private LogicalPlan WithColumns(LogicalPlan relation)
    {
        LogicalPlan wider = relation;
        var refused = new HashSet<CorrelatedSubquery>();
        while (Next(wider, refused) is { } query)
        {
            if (_joins.Column(wider.Inputs[0], query) is { } column)
            {
                wider = WiderInput.Replace(WiderInput.Over(wider, column.Plan), query, column.Value);
            }
            else
            {
                refused.Add(query);
            }
        }

        return WiderInput.Restored(wider, relation);
    }

    private static CorrelatedSubquery? Next(LogicalPlan relation, HashSet<CorrelatedSubquery> refused)
    {
        CorrelatedSubquery? next = null;
        relation.WithExpressions(expression =>
        {
            expression.Any(part =>
            {
                if (next is null && part is CorrelatedSubquery query && !query.Arguments.Any(CorrelatedColumns.Has) && !refused.Contains(query))
                {
                    next = query;
                }

                return next is not null;
            });
            return expression;
        });
        return next;
    }
}
