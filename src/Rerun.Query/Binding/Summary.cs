using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>SUMMARIZE: a row for each column of a relation with what its values are like, computed in one pass over the rows.</summary>
/// <param name="builder">What makes new expressions.</param>
internal sealed class Summary(PlanBuilder builder)
{
    private static readonly string[] Names =
        ["column_name", "column_type", "min", "max", "approx_unique", "avg", "std", "q25", "q50", "q75", "count", "null_percentage"];

    private readonly List<AggregateCall> _calls = [];

    /// <summary>The rows of a summary.</summary>
    public LogicalPlan Of(LogicalPlan rows)
    {
        Func<LogicalPlan, ScalarExpression>[][] values = [.. rows.Fields.Select((field, i) => ValuesOf(field, rows.Column(i)))];
        LogicalPlan all = PlanBuilder.Aggregate(rows, [], _calls.ToPlanList(), [.. _calls.Select((call, i) => $"{call.Name} {i}")]);
        ScalarExpression[] lists = [.. Names.Select((_, column) => builder.Call("list_value", [.. values.Select(row => row[column](all))]))];
        LogicalPlan unnested = PlanBuilder.Unnest(all, lists.ToPlanList(), Names, hasOrdinality: false, keepsRows: false);
        return PlanBuilder.Project(
            unnested, Names.Select((_, i) => (ScalarExpression)unnested.Column(_calls.Count + i)).ToPlanList(), Names);
    }

    private Func<LogicalPlan, ScalarExpression>[] ValuesOf(Field field, ColumnReference column)
    {
        bool isNumber = SqlTypes.IsNumeric(field.DataType);
        ScalarExpression number = isNumber ? PlanBuilder.Cast(column, SqlTypes.Double) : column;
        Func<LogicalPlan, ScalarExpression> known = Call("count", false, column) ?? (_ => Constant.Of(0));
        Func<LogicalPlan, ScalarExpression> all = Call("count", false)!;
        return
        [
            _ => new Constant(field.Name, SqlTypes.Text),
            _ => new Constant(SqlTypes.NameOf(field.DataType), SqlTypes.Text),
            As(Call("min", false, column), SqlTypes.Text),
            As(Call("max", false, column), SqlTypes.Text),
            As(Call("count", true, column), SqlTypes.BigInt),
            As(isNumber ? Call("avg", false, number) : null, SqlTypes.Double),
            As(isNumber ? Call("stddev", false, number) : null, SqlTypes.Double),
            As(isNumber ? Call("quantile_cont", false, number, new Constant(0.25, SqlTypes.Double)) : null, SqlTypes.Double),
            As(isNumber ? Call("quantile_cont", false, number, new Constant(0.5, SqlTypes.Double)) : null, SqlTypes.Double),
            As(isNumber ? Call("quantile_cont", false, number, new Constant(0.75, SqlTypes.Double)) : null, SqlTypes.Double),
            As(all, SqlTypes.BigInt),
            plan => builder.Call(
                "/",
                builder.Call("*", new Constant(100.0, SqlTypes.Double), PlanBuilder.Cast(builder.Call("-", all(plan), known(plan)), SqlTypes.Double)),
                PlanBuilder.Cast(PlanBuilder.Case([new CaseArm(builder.Compare(">", all(plan), Constant.Of(0)), all(plan))], null), SqlTypes.Double)),
        ];
    }

    // The column of an aggregate, or null where the type has none.
    private Func<LogicalPlan, ScalarExpression>? Call(string name, bool distinct, params ScalarExpression[] arguments)
    {
        try
        {
            AggregateCall call = builder.AggregateCall(name, arguments, distinct);
            int place = _calls.IndexOf(call);
            if (place < 0)
            {
                place = _calls.Count;
                _calls.Add(call);
            }

            return plan => plan.Column(place);
        }
        catch (RerunException)
        {
            return null;
        }
    }

    private static Func<LogicalPlan, ScalarExpression> As(Func<LogicalPlan, ScalarExpression>? value, IArrowType type) => plan =>
        value?.Invoke(plan) is { } known && Execution.Casts.Cast.Between(known.Type, type) is not null ? PlanBuilder.Cast(known, type) : new Constant(null, type);
}
