using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Aggregates, with what stands inside and behind their parentheses.</content>
internal sealed partial class ExpressionBinder
{
    private ScalarExpression Aggregate(FunctionExpression syntax, string name)
    {
        if (_isInsideAggregate)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"The aggregate {name} stands inside another.");
        }

        if (syntax.HasStar && syntax.Distinct)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"{name}(DISTINCT *) has nothing to compare; name the columns, as in count(DISTINCT (a, b)).");
        }

        _isInsideAggregate = true;
        try
        {
            IReadOnlyList<int> references = queries.References();
            ScalarExpression[] arguments = syntax.HasStar ? [] : [.. syntax.Arguments.Select(argument => Bind(argument.Value))];
            PlanList<SortKey> order = syntax.OrderBy.Select(SortKey).ToPlanList();
            if (!syntax.WithinGroup.IsEmpty)
            {
                (arguments, order) = WithinGroup(syntax, name, arguments);
            }

            if (arguments.Any(UsesVariables))
            {
                throw context.NotSupported(syntax, $"The aggregate {name} of a lambda's parameters");
            }

            ScalarExpression? filter = FilterOf(syntax, arguments);
            ScalarExpression[] parts = [.. arguments, .. order.Select(key => key.Expression), .. filter is null ? [] : new[] { filter }];
            if (!HasColumn(parts) && parts.Any(part => part.Any(inner => inner is OuterReference)))
            {
                return queries.OuterAggregate(
                    change => new PendingAggregate(context.Builder.AggregateCall(
                        name,
                        [.. arguments.Select(argument => argument.Rewrite(change))],
                        syntax.Distinct,
                        filter?.Rewrite(change),
                        order.Select(key => key with { Expression = key.Expression.Rewrite(change) }).ToPlanList())),
                    references,
                    change => HasColumn(parts.Select(part => part.Rewrite(change))),
                    syntax,
                    name);
            }

            return AllowsAggregates
                ? new PendingAggregate(context.Builder.AggregateCall(name, arguments, syntax.Distinct, filter, order))
                : throw context.Error(RerunErrorCode.Syntax, syntax, $"The aggregate {name} cannot stand in {clause}.");
        }
        finally
        {
            _isInsideAggregate = false;
        }
    }

    private static bool HasColumn(IEnumerable<ScalarExpression> expressions) => expressions.Any(expression => expression.Any(part => part is ColumnReference));

    /// <summary>Binds an ORDER BY entry.</summary>
    public SortKey SortKey(OrderItem item) => SortOrder.Of(Bind(item.Expression), item, context.NullOrder);

    // FILTER; IGNORE NULLS of an aggregate is one more condition of it.
    private ScalarExpression? FilterOf(FunctionExpression syntax, ScalarExpression[] arguments)
    {
        ScalarExpression? filter = syntax.Filter is null ? null : Bind(syntax.Filter);
        if (syntax.NullTreatment != NullTreatment.Ignore || arguments.Length == 0)
        {
            return filter;
        }

        ScalarExpression known = PlanBuilder.Not(context.Builder.IsNull(arguments[0]));
        return filter is null ? known : PlanBuilder.And(PlanBuilder.Condition(filter, "FILTER"), known);
    }

    private (ScalarExpression[] Arguments, PlanList<SortKey> Order) WithinGroup(FunctionExpression syntax, string name, ScalarExpression[] arguments)
    {
        if (!syntax.OrderBy.IsEmpty)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"{name} has two orders, one in its parentheses and one behind WITHIN GROUP.");
        }

        PlanList<SortKey> order = syntax.WithinGroup.Select(SortKey).ToPlanList();
        switch (name.ToLowerInvariant())
        {
            case "mode" when arguments.Length == 0 && order.Count == 1:
                return ([order[0].Expression], default);
            case "percentile_cont" or "percentile_disc" or "quantile_cont" or "quantile_disc" or "approx_percentile_cont" when arguments.Length == 1 && order.Count == 1:
                return order[0].Descending
                    ? ([order[0].Expression, arguments[0], Constant.True], default)
                    : ([order[0].Expression, arguments[0]], default);
            case "mode" or "percentile_cont" or "percentile_disc" or "quantile_cont" or "quantile_disc" or "approx_percentile_cont":
                string form = name.Equals("mode", StringComparison.OrdinalIgnoreCase) ? "mode()" : $"{name}(fraction)";
                throw context.Error(RerunErrorCode.Syntax, syntax, $"Written is {form} WITHIN GROUP (ORDER BY value), with one value.");
            default:
                return context.Builder.Functions.TryGetAggregate(name, out Functions.AggregateFunction? function) && function.DependsOnOrder
                    ? (arguments, order)
                    : throw context.Error(RerunErrorCode.Syntax, syntax, $"{name} does not depend on the order of rows; WITHIN GROUP belongs to percentile_cont, percentile_disc, mode, listagg and array_agg.");
        }
    }
}
