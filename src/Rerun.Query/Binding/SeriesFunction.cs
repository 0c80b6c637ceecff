using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The table functions <c>generate_series(start, stop [, step])</c>, which ends at its stop, and <c>range</c>, which ends before it.</summary>
internal static class SeriesFunction
{
    private const string WithStop = "generate_series";
    private const string WithoutStop = "range";

    /// <summary>The rows of a call, or null where the function is another. Arguments may use the relations to the left.</summary>
    public static LogicalPlan? TryBind(BindingContext context, FunctionTableSyntax call, ExpressionBinder binder)
    {
        string name = call.Name.Last.Text.ToLowerInvariant();
        if (name is not (WithStop or WithoutStop))
        {
            return null;
        }

        if (call.Arguments.Count is < 1 or > 3 || call.Arguments.Any(argument => argument.Name is not null))
        {
            throw context.Error(RerunErrorCode.InvalidArgument, call, $"{name} takes (stop), (start, stop) or (start, stop, step).");
        }

        ScalarExpression[] given = [.. call.Arguments.Select(argument => binder.Bind(argument.Value))];
        ScalarExpression[] ends = given.Length == 1 ? [Constant.Of(0), given[0]] : given[..2];
        IArrowType type = ends.Any(end => end.Type is TimestampType or Date32Type || (given.Length == 3 && given[2].Type is IntervalType or DurationType))
            ? SqlTypes.Timestamp
            : SqlTypes.BigInt;
        ScalarExpression step = given.Length == 3 ? given[2]
            : type is TimestampType ? throw context.Error(RerunErrorCode.InvalidArgument, call, $"{name} over times needs a step: an interval.")
            : Constant.Of(1);
        return new Series(
            Argument(ends[0], type, 0), Argument(ends[1], type, ends.Length - 1), Argument(step, type is TimestampType ? SqlTypes.Interval : SqlTypes.BigInt, given.Length - 1),
            name == WithStop, [new Field(name, type, true)]);

        ScalarExpression Argument(ScalarExpression value, IArrowType wanted, int position)
        {
            bool fits = value.Type is NullType || SqlTypes.Same(value.Type, wanted) || PlanBuilder.IsUntypedText(value)
                || (SqlTypes.IsInteger(value.Type) && wanted is Int64Type)
                || (wanted is TimestampType && value.Type is TimestampType or Date32Type)
                || (wanted is IntervalType && value.Type is DurationType);
            return fits ? PlanBuilder.Cast(value, wanted) : throw context.Error(
                RerunErrorCode.TypeMismatch, call.Arguments[Math.Min(position, call.Arguments.Count - 1)], $"{name} takes whole numbers, or timestamps and an interval; {value} is {SqlTypes.NameOf(value.Type)}.");
        }
    }
}
