using Rerun.Arrow;
using Rerun.Query.Functions;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Plan;

/// <content>Window functions.</content>
internal sealed partial class PlanBuilder
{
    /// <summary>A call of a window function, or of an aggregate over a window.</summary>
    public WindowFunctionCall WindowCall(
        string name, ReadOnlySpan<ScalarExpression> arguments, bool distinct, ScalarExpression? filter, bool ignoresNulls, Frame frame)
    {
        // An aggregate of the same name (first, last) gives way: over a window its order is the window's.
        if (Functions.TryGetWindow(name, out WindowFunction? function))
        {
            return function.TryResolve(Describe(arguments), out WindowBinding? binding, out string? error)
                ? new WindowFunctionCall(binding, null, Coerce(arguments, binding.ParameterTypes), distinct, filter, ignoresNulls, frame)
                : throw Mismatch(error);
        }

        if (ignoresNulls && arguments.Length > 0)
        {
            ScalarExpression known = Not(IsNull(arguments[0]));
            filter = filter is null ? known : And(Condition(filter, "FILTER"), known);
        }

        AggregateCall call = AggregateCall(name, arguments, distinct, filter);
        return new WindowFunctionCall(null, call.Binding, call.Arguments, call.Distinct, call.Filter, ignoresNulls, frame);
    }

    /// <summary>The columns of a relation and, behind them, functions over one window.</summary>
    public static LogicalPlan Window(
        LogicalPlan input, PlanList<ScalarExpression> partitionBy, PlanList<SortKey> orderBy, PlanList<WindowFunctionCall> calls) =>
        new Window(input, partitionBy, orderBy, calls, [.. input.Fields, .. calls.Select(call => new Field(call.ToString(), call.Type, true))]);
}
