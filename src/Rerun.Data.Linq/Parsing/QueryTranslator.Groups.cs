using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using Remotion.Linq.Parsing;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <content>Grouping with aggregates.</content>
internal sealed partial class QueryTranslator
{
    private static QueryModel? GroupingOf(Expression from) =>
        from is SubQueryExpression { QueryModel: var inner } && inner.ResultOperators is [.., GroupResultOperator] ? inner : null;

    private void StartGrouped(QueryModel outer, QueryModel grouping)
    {
        var group = (GroupResultOperator)grouping.ResultOperators[^1];
        var inner = new QueryTranslator(_builder, _scans);
        inner.ReadBeforeGroup(grouping);
        Expression key = inner.Bind(group.KeySelector, "GroupBy");
        Expression element = inner.Bind(group.ElementSelector, "GroupBy");

        var leaves = new Leaves(Scalars("GroupBy"), false);
        Expression keyShape = leaves.Visit(key)!;
        if (ClientPart.Of(keyShape) is { } part)
        {
            throw Scalars("GroupBy").Error(part, "the engine cannot compute it.");
        }

        var calls = new List<AggregateCall>();
        foreach (SubQueryExpression query in GroupAggregates.Of(outer))
        {
            if (query.QueryModel.MainFromClause.FromExpression is QuerySourceReferenceExpression { ReferencedQuerySource: var source } && source == outer.MainFromClause)
            {
                Aggregate(query, inner, element, leaves.Columns.Count, calls);
            }
        }

        string[] names = [.. leaves.Columns.Select((column, i) => column is ColumnReference named ? named.Name : FormattableString.Invariant($"key{i + 1}")), .. calls.Select((call, i) => FormattableString.Invariant($"{call.Name}{i + 1}"))];
        _plan = PlanBuilder.Aggregate(inner._plan, leaves.Columns.ToPlanList(), calls.ToPlanList(), names);
        _sources[outer.MainFromClause] = new GroupExpression(outer.MainFromClause.ItemType, keyShape);
    }

    private void ReadBeforeGroup(QueryModel model)
    {
        Relation main = From(model.MainFromClause.FromExpression, model.MainFromClause.ItemType, "GroupBy");
        (_plan, _sources[model.MainFromClause]) = (main.Plan, main.Shape);
        foreach (IBodyClause clause in model.BodyClauses)
        {
            Body(clause);
        }

        _shape = Bind(model.SelectClause.Selector, "Select");
        for (int i = 0; i < model.ResultOperators.Count - 1; i++)
        {
            Result(model.ResultOperators[i]);
        }
    }

    private void Aggregate(SubQueryExpression query, QueryTranslator inner, Expression element, int keys, List<AggregateCall> calls)
    {
        QueryModel model = query.QueryModel;
        inner._sources[model.MainFromClause] = element;
        ScalarExpression? filter = null;
        foreach (IBodyClause clause in model.BodyClauses)
        {
            ScalarExpression condition = clause is WhereClause where
                ? Scalars("Where").Condition(inner.Bind(where.Predicate, "Where"))
                : throw Scalars("GroupBy").Error(query, "inside of a group only Where and Select come before an aggregate.");
            filter = filter is null ? condition : PlanBuilder.And(filter, condition);
        }

        Expression item = inner.Bind(model.SelectClause.Selector, "Select");
        if (model.ResultOperators is not [var result])
        {
            throw Scalars("GroupBy").Error(query, "a group is used by one aggregate at a time.", "Use Count, Sum, Min, Max or Average.");
        }

        (ScalarExpression value, Type type, _) = AggregateOf(result, item, filter, out AggregateCall call, keys + calls.Count);
        calls.Add(call);
        _aggregates[query] = new LeafExpression(value, type);
    }

    /// <summary>Collects the sub-queries of a model's own clauses.</summary>
    private sealed class GroupAggregates : RelinqExpressionVisitor
    {
        private readonly List<SubQueryExpression> _found = [];

        public static IReadOnlyList<SubQueryExpression> Of(QueryModel model)
        {
            var search = new GroupAggregates();
            model.TransformExpressions(expression => search.Visit(expression)!);
            return search._found;
        }

        protected override Expression VisitSubQuery(SubQueryExpression expression)
        {
            if (!_found.Contains(expression))
            {
                _found.Add(expression);
            }

            return expression;
        }
    }
}
