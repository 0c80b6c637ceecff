using System.Linq.Expressions;
using Remotion.Linq.Clauses.Expressions;
using Rerun.Data.Linq.Translation;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Parsing;

/// <content>Sub-queries in expressions.</content>
internal sealed partial class QueryTranslator
{
    private readonly Dictionary<Expression, Expression> _aggregates = [];

    /// <summary>What an aggregate over a group in reach means here; null if the sub-query is none.</summary>
    public Expression? Aggregated(SubQueryExpression query) => _aggregates.TryGetValue(query, out Expression? shape) ? shape : Lifted(outer?.Aggregated(query));

    /// <summary>The value of a sub-query for a row of this query.</summary>
    public Expression Subquery(SubQueryExpression query)
    {
        QueryTranslator nested = Nested(out OuterColumns columns);
        Relation rows = nested.Translate(query.QueryModel);
        switch (rows.Terminal)
        {
            case Terminal.Sequence:
                return nested.Sequence(rows, query.Type, columns);
            case Terminal.Exists:
                return new LeafExpression(columns.Close(new ExistsSubquery(rows.Plan)), typeof(bool));
            case Terminal.ExistsNot:
                return new LeafExpression(PlanBuilder.Not(columns.Close(new ExistsSubquery(rows.Plan))), typeof(bool));
        }

        rows = rows.Terminal is Terminal.Value or Terminal.ValueOfSome ? rows : rows with { Shape = nested.Computed(rows.Shape) };
        ScalarExpression Only(ScalarExpression value) => columns.Close(new ScalarSubquery(PlanBuilder.Project(rows.Plan, [value], ["value"])));
        if (rows.Shape is LeafExpression leaf)
        {
            LeafExpression value = leaf.With(Only);
            return rows.Terminal is Terminal.FirstOrDefault or Terminal.SingleOrDefault ? DefaultOf(value) ?? value : value;
        }

        if (rows.Terminal is Terminal.Value or Terminal.ValueOfSome)
        {
            return LeafChange.Of(rows.Shape, part => part.With(Only));
        }

        Expression shape = LeafChange.Of(nested.WithGroups(rows.Shape), part => part.With(Only));
        return new OptionalExpression(shape.Type, new LeafExpression(Only(Constant.True), typeof(bool)), shape);
    }

    // What is computed of columns as one value, which conditions and keys can use; objects, and what the program computes, as they are.
    private Expression Computed(Expression shape)
    {
        if (shape is not (BinaryExpression or UnaryExpression or ConditionalExpression) || LocalRows.TypeOf(shape.Type) is null)
        {
            return shape;
        }

        try
        {
            return new LeafExpression(Scalars("Select").Value(shape), shape.Type);
        }
        catch (RerunTranslationException)
        {
            return shape;
        }
    }

    // The rows of group joins in a shape, which are read as lists.
    private Expression WithGroups(Expression shape) => new GroupRows(this).Visit(shape)!;

    private SequenceExpression Sequence(Relation rows, Type type, OuterColumns columns)
    {
        ScalarExpression Collected(LogicalPlan plan, AggregateCall call) => columns.Close(new ScalarSubquery(PlanBuilder.Aggregate(plan, default, [call], ["value"])));
        Expression element = LeafChange.Of(WithGroups(rows.Shape), leaf =>
        {
            LogicalPlan values = PlanBuilder.Project(rows.Plan, [leaf.Value], ["value"]);
            return context.Columns.Listed(Collected(values, Builder.AggregateCall("array_agg", [values.Column(0)])), leaf.Type);
        });
        return new SequenceExpression(type, element, new LeafExpression(Collected(rows.Plan, Builder.AggregateCall("count", [])), typeof(long)));
    }

    private sealed class GroupRows(QueryTranslator translator) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node)
        {
            if (node is not JoinGroupExpression group)
            {
                return node is LeafExpression or CapturedExpression or FreshExpression ? node : base.VisitExtension(node);
            }

            QueryTranslator nested = translator.Nested(out OuterColumns columns);
            return nested.Sequence(nested.RowsOf((JoinGroupExpression)nested.Lifted(group)!), group.Type, columns);
        }
    }
}
