using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;

namespace Rerun.Data.Linq.Parsing;

/// <content>Grouping.</content>
internal sealed partial class QueryTranslator
{
    private static GroupResultOperator? GroupingOf(QueryModel model) => model.ResultOperators is [.., GroupResultOperator group] ? group : null;

    // Groups of which a query makes something.
    private void StartGrouped(QueryModel model, QueryModel grouping, GroupResultOperator group)
    {
        GroupUses uses = GroupUses.Of(model, model.MainFromClause);
        QueryTranslator inner = Beside();
        inner.Translate(grouping, grouping.ResultOperators.Count - 1);
        _sources[model.MainFromClause] = Group(inner, group, uses.Queries, uses.IsWhole);
    }

    // The rows of a query in groups, with what is made of their rows.
    private GroupExpression Group(QueryTranslator inner, GroupResultOperator group, IReadOnlyList<SubQueryExpression> queries, bool isWhole)
    {
        Expression key = inner.Bind(group.KeySelector, "GroupBy");
        Expression element = inner.WithGroups(inner.Bind(group.ElementSelector, "GroupBy"));
        var leaves = new Leaves(Scalars("GroupBy"), false);
        Expression keyShape = leaves.Visit(key)!;
        if (ClientPart.Of(keyShape) is { } part)
        {
            throw Scalars("GroupBy").Error(part, "the engine cannot compute it.");
        }

        // Of no rows there is no group, also where the key is the same for all.
        if (leaves.Columns.Count == 0)
        {
            leaves.Add(Constant.True, "key");
        }

        var aggregates = new GroupAggregates(Builder, context.Columns, leaves.Columns.Count);
        foreach (SubQueryExpression query in queries)
        {
            if (inner.OverGroup(query.QueryModel, element, aggregates, query.Type) is { } value)
            {
                _aggregates[query] = value;
            }
            else
            {
                isWhole = true;
            }
        }

        SequenceExpression? elements = isWhole ? aggregates.Sequence(element, typeof(IEnumerable<>).MakeGenericType(element.Type), null, default) : null;
        string[] names =
        [
            .. leaves.Columns.Select((column, i) => column is ColumnReference named ? named.Name : FormattableString.Invariant($"key{i + 1}")),
            .. aggregates.Calls.Select((call, i) => FormattableString.Invariant($"{call.Name}{i + 1}")),
        ];
        _plan = PlanBuilder.Aggregate(inner._plan, leaves.Columns.ToPlanList(), aggregates.Calls.ToPlanList(), names);
        return new GroupExpression(typeof(IGrouping<,>).MakeGenericType(group.KeySelector.Type, group.ElementSelector.Type), keyShape, elements);
    }

    // A query over the rows of a group as an aggregate; null where it is more than that.
    private Expression? OverGroup(QueryModel model, Expression element, GroupAggregates aggregates, Type type)
    {
        _sources[model.MainFromClause] = element;
        ScalarExpression? filter = null;
        PlanList<SortKey> order = default;
        try
        {
            foreach (IBodyClause clause in model.BodyClauses)
            {
                switch (clause)
                {
                    case WhereClause where:
                        filter = With(filter, where.Predicate, "Where");
                        break;
                    case OrderByClause ordered:
                        order = [.. ordered.Orderings.SelectMany(Keys), .. order];
                        break;
                    default:
                        return null;
                }
            }

            Expression item = Bind(model.SelectClause.Selector, "Select");
            return model.ResultOperators switch
            {
                [] => aggregates.Sequence(item, type, filter, order),
                [AnyResultOperator] => aggregates.Any(filter),
                [AllResultOperator all] => aggregates.None(With(filter, Expression.Not(all.Predicate), "All")),
                [ContainsResultOperator contains] => aggregates.Any(With(filter, Expression.Equal(Converted(item, contains.Item.Type), Converted(contains.Item, item.Type)), "Contains")),
                [FirstResultOperator first] => aggregates.First(item, "first", filter, order, first.ReturnDefaultWhenEmpty),
                [LastResultOperator last] => aggregates.First(item, "last", filter, order, last.ReturnDefaultWhenEmpty),
                [DistinctResultOperator, CountResultOperator or LongCountResultOperator] => aggregates.DistinctCount(Scalars("Count").Value(item), filter, type),
                [DistinctResultOperator, SumResultOperator or AverageResultOperator or MinResultOperator or MaxResultOperator] => Aggregate(model.ResultOperators[1], item, filter, aggregates, true),
                [CountResultOperator or LongCountResultOperator or SumResultOperator or MinResultOperator or MaxResultOperator or AverageResultOperator] =>
                    Aggregate(model.ResultOperators[0], item, filter, aggregates, false),
                _ => null,
            };
        }
        catch (RerunTranslationException)
        {
            // Whatever it is that an aggregate cannot do, such as to look at other rows of the group: the rows themselves may do it.
            return null;
        }
    }

    private ScalarExpression With(ScalarExpression? filter, Expression condition, string place)
    {
        ScalarExpression also = Scalars(place).Condition(Bind(condition, place));
        return filter is null ? also : PlanBuilder.And(filter, also);
    }

    /// <summary>How a query uses the groups that it starts from.</summary>
    private sealed class GroupUses : Remotion.Linq.Parsing.RelinqExpressionVisitor
    {
        private readonly IQuerySource _group;
        private readonly List<SubQueryExpression> _queries = [];

        private GroupUses(IQuerySource group) => _group = group;

        /// <summary>The sub-queries over the rows of a group.</summary>
        public IReadOnlyList<SubQueryExpression> Queries => _queries;

        /// <summary>Whether a group is used otherwise than by its key and by sub-queries over its rows.</summary>
        public bool IsWhole { get; private set; }

        public static GroupUses Of(QueryModel model, IQuerySource group)
        {
            var uses = new GroupUses(group);
            uses.In(model);
            return uses;
        }

        protected override Expression VisitMember(MemberExpression node) => IsGroup(node.Expression) && node.Member.Name == "Key" ? node : base.VisitMember(node);

        protected override Expression VisitQuerySourceReference(QuerySourceReferenceExpression expression)
        {
            IsWhole |= IsGroup(expression);
            return expression;
        }

        protected override Expression VisitSubQuery(SubQueryExpression expression)
        {
            if (!IsGroup(expression.QueryModel.MainFromClause.FromExpression))
            {
                In(expression.QueryModel);
            }
            else if (!_queries.Contains(expression))
            {
                _queries.Add(expression);
            }

            return expression;
        }

        private bool IsGroup(Expression? expression) => expression is QuerySourceReferenceExpression reference && reference.ReferencedQuerySource == _group;

        private void In(QueryModel model) => model.TransformExpressions(expression => Visit(expression)!);
    }
}
