using System.Linq.Expressions;
using Remotion.Linq;
using Remotion.Linq.Clauses;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Parsing;

/// <summary>Reads one query model front to back into a plan.</summary>
/// <param name="context">What all parts of the translation share.</param>
/// <param name="outer">The query around a sub-query; null for none.</param>
/// <param name="outerColumns">What the sub-query uses of it.</param>
internal sealed partial class QueryTranslator(TranslationContext context, QueryTranslator? outer, OuterColumns? outerColumns)
{
    private readonly Dictionary<IQuerySource, Expression> _sources = [];
    private (ParameterExpression Parameter, Expression Shape)? _row;
    private LogicalPlan _plan = null!;
    private Expression _shape = null!;
    private Terminal _terminal = Terminal.Sequence;

    private PlanBuilder Builder => context.Builder;

    /// <summary>The plan of a whole query.</summary>
    public static Relation Translate(Expression query, TranslationContext context)
    {
        if (query is ConstantExpression { Value: IRerunRoot root })
        {
            return context.Source(root, ((IQueryable)root).ElementType);
        }

        var translator = new QueryTranslator(context, null, null);
        Relation relation = query is JoinSourceExpression join ? translator.Join(join) : translator.Translate(LinqParser.Parse(query));
        return relation with { Shape = translator.WithGroups(relation.Shape) };
    }

    /// <summary>What a source that is in reach means here; null if there is none.</summary>
    public Expression? Resolve(IQuerySource source) => _sources.TryGetValue(source, out Expression? shape) ? shape : Lifted(outer?.Resolve(source));

    /// <summary>What the parameter of a key that is in reach means here; null if there is none.</summary>
    public Expression? Resolve(ParameterExpression parameter) => _row is { } row && row.Parameter == parameter ? row.Shape : Lifted(outer?.Resolve(parameter));

    private Relation Translate(QueryModel model) => Translate(model, model.ResultOperators.Count);

    // Only the first so many result operators.
    private Relation Translate(QueryModel model, int resultOperators)
    {
        if (model.MainFromClause.FromExpression is Remotion.Linq.Clauses.Expressions.SubQueryExpression { QueryModel: var inner } && GroupingOf(inner) is { } group)
        {
            StartGrouped(model, inner, group);
        }
        else
        {
            Relation main = From(model.MainFromClause.FromExpression, model.MainFromClause.ItemType, "From");
            (_plan, _sources[model.MainFromClause]) = (main.Plan, main.Shape);
        }

        foreach (IBodyClause clause in model.BodyClauses)
        {
            Body(clause);
        }

        _shape = Bind(model.SelectClause.Selector, "Select");
        foreach (ResultOperatorBase result in model.ResultOperators.Take(resultOperators))
        {
            Result(result);
        }

        return new Relation(_plan, _shape, _terminal);
    }

    private void Body(IBodyClause clause)
    {
        switch (clause)
        {
            case WhereClause where:
                _plan = PlanBuilder.Filter(_plan, Scalars("Where").Condition(Bind(where.Predicate, "Where")));
                break;
            case OrderByClause order:
                _plan = PlanBuilder.Sort(_plan, order.Orderings.SelectMany(Keys).ToPlanList());
                break;
            case JoinClause join:
                Join(join);
                break;
            case GroupJoinClause group:
                (_plan, Expression outerKey) = WithColumns(_plan, Bind(group.JoinClause.OuterKeySelector, "GroupJoin"));
                _sources[group] = new JoinGroupExpression(group.ItemType, group.JoinClause, outerKey);
                break;
            case AdditionalFromClause from:
                SelectMany(from);
                break;
            default:
                throw new RerunTranslationException(clause.ToString()!, clause.GetType().Name, "the engine has no such operator.", "Call AsEnumerable() before it.");
        }
    }

    // Rows that are ordered by a key of several parts are ordered by each in turn.
    private IEnumerable<SortKey> Keys(Ordering ordering)
    {
        bool isDescending = ordering.OrderingDirection == OrderingDirection.Desc;
        return [new SortKey(Scalars("OrderBy").Value(Bind(ordering.Expression, "OrderBy")), isDescending, !isDescending)];
    }

    private ScalarTranslator Scalars(string @operator) => new(Builder, @operator);

    private Expression Bind(Expression expression, string @operator) => new ShapeBinder(this, context.Columns, Scalars(@operator)).Visit(expression)!;

    // What the row around a sub-query has, as the sub-query sees it.
    private Expression? Lifted(Expression? shape) => shape is null ? null : LeafChange.Of(shape, leaf => leaf.With(outerColumns!.Reference));

    // Another query of the same rows in reach, such as the source of this one.
    private QueryTranslator Beside() => new(context, outer, outerColumns);

    // A query that sees the rows of this one.
    private QueryTranslator Nested(out OuterColumns columns)
    {
        columns = new OuterColumns(context);
        return new QueryTranslator(context, this, columns);
    }
}
