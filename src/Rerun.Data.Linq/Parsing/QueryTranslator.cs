using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Remotion.Linq.Clauses.Expressions;
using Remotion.Linq.Clauses.ResultOperators;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Reads one query model front to back into a plan.</summary>
internal sealed partial class QueryTranslator
{
    private readonly PlanBuilder _builder;
    private readonly IReadOnlyDictionary<IRerunRoot, DataframeScan> _scans;
    private readonly RowColumns _columns;
    private readonly Dictionary<IQuerySource, Expression> _sources = [];
    private readonly Dictionary<Expression, LeafExpression> _aggregates = [];
    private LogicalPlan _plan = null!;
    private Expression _shape = null!;
    private Terminal _terminal = Terminal.Sequence;

    private QueryTranslator(PlanBuilder builder, IReadOnlyDictionary<IRerunRoot, DataframeScan> scans)
    {
        _builder = builder;
        _scans = scans;
        _columns = new RowColumns(builder);
    }

    public static Relation Translate(QueryModel model, PlanBuilder builder, IReadOnlyDictionary<IRerunRoot, DataframeScan> scans) =>
        new QueryTranslator(builder, scans).Translate(model);

    private Relation Translate(QueryModel model)
    {
        if (GroupingOf(model.MainFromClause.FromExpression) is { } grouping)
        {
            StartGrouped(model, grouping);
        }
        else
        {
            Relation main = From(model.MainFromClause.FromExpression, model.MainFromClause.ItemType, "From");
            (_plan, _shape) = (main.Plan, main.Shape);
            _sources[model.MainFromClause] = main.Shape;
        }

        foreach (IBodyClause clause in model.BodyClauses)
        {
            Body(clause);
        }

        _shape = Bind(model.SelectClause.Selector, "Select");
        foreach (ResultOperatorBase result in model.ResultOperators)
        {
            Result(result);
        }

        return new Relation(_plan, _shape, _terminal);
    }

    private Relation From(Expression from, Type itemType, string place)
    {
        switch (from)
        {
            case ConstantExpression { Value: IRerunRoot root }:
                DataframeScan scan = _scans[root];
                return new Relation(scan, _columns.Of(root, itemType, scan));
            case SubQueryExpression query:
                Relation inner = Translate(query.QueryModel, _builder, _scans);
                return inner.Terminal == Terminal.Sequence ? inner : throw Scalars(place).Error(from, "a single value is no source of rows.");
            default:
                throw Scalars(place).Error(from, "only datasets and queries over them are sources of rows.");
        }
    }

    private void Body(IBodyClause clause)
    {
        switch (clause)
        {
            case WhereClause where:
                _plan = PlanBuilder.Filter(_plan, Scalars("Where").Condition(Bind(where.Predicate, "Where")));
                break;
            case OrderByClause order:
                _plan = PlanBuilder.Sort(_plan, order.Orderings.Select(Key).ToPlanList());
                break;
            case JoinClause join:
                Join(join);
                break;
            case AdditionalFromClause from:
                Relation second = From(from.FromExpression, from.ItemType, "SelectMany");
                int shift = _plan.Fields.Count;
                _plan = PlanBuilder.Join(_plan, second.Plan, JoinKind.Inner, null);
                _sources[from] = new LeafShift(shift).Visit(second.Shape)!;
                break;
            default:
                throw new RerunTranslationException(clause.ToString()!, clause.GetType().Name, "the engine has no such operator.", "Call AsEnumerable() before it.");
        }
    }

    private void Join(JoinClause join)
    {
        Relation inner = From(join.InnerSequence, join.ItemType, "Join");
        int shift = _plan.Fields.Count;
        Expression shape = new LeafShift(shift).Visit(inner.Shape)!;
        Expression outerKey = Bind(join.OuterKeySelector, "Join");
        _sources[join] = shape;
        Expression innerKey = Bind(join.InnerKeySelector, "Join");
        ScalarTranslator scalars = Scalars("Join");
        var conditions = new List<ScalarExpression>();
        if (outerKey is NewExpression outer && innerKey is NewExpression other)
        {
            for (int i = 0; i < outer.Arguments.Count; i++)
            {
                conditions.Add(_builder.Compare("is not distinct from", scalars.Value(outer.Arguments[i]), scalars.Value(other.Arguments[i])));
            }
        }
        else
        {
            conditions.Add(_builder.Compare("=", scalars.Value(outerKey), scalars.Value(innerKey)));
        }

        _plan = PlanBuilder.Join(_plan, inner.Plan, JoinKind.Inner, PlanBuilder.And(conditions));
    }

    private SortKey Key(Ordering ordering)
    {
        bool isDescending = ordering.OrderingDirection == OrderingDirection.Desc;
        return new SortKey(Scalars("OrderBy").Value(Bind(ordering.Expression, "OrderBy")), isDescending, !isDescending);
    }

    private ScalarTranslator Scalars(string @operator) => new(_builder, @operator);

    private Expression Bind(Expression expression, string @operator) =>
        new ShapeBinder(_sources, _aggregates, _columns, Scalars(@operator)).Visit(expression)!;

    /// <summary>Moves the columns of a shape behind those of another relation.</summary>
    private sealed class LeafShift(int by) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node switch
        {
            LeafExpression leaf => Moved(leaf),
            RowExpression row => row.With(Moved),
            _ => base.Visit(node),
        };

        private LeafExpression Moved(LeafExpression leaf) => leaf.With(value => ColumnMapping.Shift(value, by));
    }
}
