using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>LIMIT, OFFSET, FETCH, TOP; samples.</content>
internal sealed partial class QueryBinder
{
    private static readonly string[] SamplingMethods = ["bernoulli", "system", "reservoir"];

    /// <summary>Some of the rows of an ordered relation.</summary>
    /// <param name="plan">The relation.</param>
    /// <param name="limit">How many, or null for all.</param>
    /// <param name="keys">What it is ordered by, over its columns.</param>
    private LogicalPlan BindLimit(LogicalPlan plan, LimitSyntax? limit, PlanList<SortKey> keys)
    {
        if (limit is null)
        {
            return plan;
        }

        var binder = new ExpressionBinder(context, this, Scope.Empty, "LIMIT");
        ScalarExpression? count = limit.Count is null ? null : binder.Bind(limit.Count);
        ScalarExpression? offset = limit.Offset is null ? null : binder.Bind(limit.Offset);
        if (count is null || (!limit.Percent && !limit.WithTies))
        {
            return At(limit, () => PlanBuilder.Limit(plan, count, offset));
        }

        if (limit.WithTies && keys.IsEmpty)
        {
            throw context.Error(RerunErrorCode.Syntax, limit, "WITH TIES needs ORDER BY: it keeps the rows that are equal in it to the last one.");
        }

        return At(limit, () => ByRank(plan, count, offset ?? Constant.Of(0), limit, keys));
    }

    // Rows are numbered, and ranked where ties count; a percentage is taken of all rows, and rounded up.
    private LogicalPlan ByRank(LogicalPlan plan, ScalarExpression count, ScalarExpression offset, LimitSyntax limit, PlanList<SortKey> keys)
    {
        int width = plan.Fields.Count;
        LogicalPlan ranked = PlanBuilder.Window(plan, [], limit.WithTies ? keys : [], [Call("row_number"), Call(limit.WithTies ? "rank" : "row_number")]);
        ScalarExpression most = PlanBuilder.Cast(count, SqlTypes.BigInt);
        if (limit.Percent)
        {
            ranked = PlanBuilder.Window(ranked, [], [], [Call("count")]);
            ScalarExpression share = context.Builder.Call(
                "/", context.Builder.Call("*", PlanBuilder.Cast(ranked.Column(width + 2), SqlTypes.Double), PlanBuilder.Cast(count, SqlTypes.Double)), new Constant(100.0, SqlTypes.Double));
            most = PlanBuilder.Cast(context.Builder.Call("ceil", share), SqlTypes.BigInt);
        }

        ScalarExpression first = PlanBuilder.Cast(offset, SqlTypes.BigInt);
        LogicalPlan some = PlanBuilder.Filter(ranked, PlanBuilder.And(
            context.Builder.Compare(">", ranked.Column(width), first),
            context.Builder.Compare("<=", ranked.Column(width + 1), context.Builder.Call("+", first, most))));
        return PlanBuilder.Project(
            some, plan.Fields.Select((_, i) => (ScalarExpression)some.Column(i)).ToPlanList(), [.. plan.Fields.Select(field => field.Name)]);

        WindowFunctionCall Call(string name) => context.Builder.WindowCall(name, [], false, null, false, Frame.Default);
    }

    private LogicalPlan BindSample(LogicalPlan plan, SampleSyntax sample)
    {
        if (sample.Method is { } method && !SamplingMethods.Contains(method))
        {
            throw context.Error(RerunErrorCode.InvalidArgument, sample, $"There is no sampling method {method}. There are: {string.Join(", ", SamplingMethods)}.");
        }

        var binder = new ExpressionBinder(context, this, Scope.Empty, "sampling");
        double size = Number(sample.Size);
        if (!(size >= 0) || (sample.Percent && size > 100))
        {
            throw context.Error(RerunErrorCode.InvalidArgument, sample.Size, $"A sample is of {(sample.Percent ? "0 to 100 percent" : "0 or more rows")}.");
        }

        return new Sample(plan, size, sample.Percent, sample.Seed is null ? null : unchecked((int)(long)Number(sample.Seed)));

        double Number(SqlExpression syntax)
        {
            ScalarExpression bound = binder.Bind(syntax);
            return SqlTypes.IsNumeric(bound.Type) && (double?)context.Evaluate(PlanBuilder.Cast(bound, DoubleType.Default)).Value is { } number
                ? number
                : throw context.Error(RerunErrorCode.TypeMismatch, syntax, "Sampling takes numbers.");
        }
    }
}
