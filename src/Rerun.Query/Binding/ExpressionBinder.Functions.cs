using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Functions.Scalar;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <content>Functions and sub-queries.</content>
internal sealed partial class ExpressionBinder
{
    /// <summary>Whether an aggregate's arguments are being bound: aggregates do not nest.</summary>
    private bool _isInsideAggregate;

    private ScalarExpression Function(FunctionExpression syntax)
    {
        string name = syntax.Name.Last.Text;
        if (syntax.Name.Parts.Count > 1)
        {
            throw context.Error(RerunErrorCode.UnknownFunction, syntax.Name, $"There is no function {context.TextOf(syntax.Name)}.");
        }

        if (syntax.Over is not null)
        {
            return Window(syntax, name);
        }

        if (name.Equals("grouping", StringComparison.OrdinalIgnoreCase) || name.Equals("grouping_id", StringComparison.OrdinalIgnoreCase))
        {
            return Grouping(syntax, name);
        }

        if (context.Builder.Functions.TryGetLambda(name, out LambdaFunction? lambda))
        {
            return Lambda(syntax, lambda);
        }

        if (name.Equals("unnest", StringComparison.OrdinalIgnoreCase))
        {
            return Unnest(syntax);
        }

        if (context.Builder.Functions.TryGetAggregate(name, out _) && !IsScalarToo(syntax, name))
        {
            return Aggregate(syntax, name);
        }

        if (context.Builder.Functions.TryGetWindow(name, out _))
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"{name} is a window function; it needs OVER (..).");
        }

        if (syntax.Distinct || syntax.Filter is not null || !syntax.OrderBy.IsEmpty || !syntax.WithinGroup.IsEmpty)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"DISTINCT, ORDER BY and FILTER belong to aggregates; {name} is none.");
        }

        if (name.Equals(PartitionUrlFunction.Name, StringComparison.OrdinalIgnoreCase))
        {
            return PartitionUrlFunction.Bind(context, syntax, Bind);
        }

        if (syntax.Arguments.Count > 0 && syntax.Arguments[0].Name is not null && name.ToLowerInvariant() is "struct_pack" or "struct" or "row")
        {
            return NamedFields(syntax, name);
        }

        if (syntax.Arguments.Any(argument => argument.Name is not null) && name.Equals(TimePeriods.MakeInterval, StringComparison.OrdinalIgnoreCase))
        {
            return NamedParts(syntax);
        }

        var arguments = new ScalarExpression[syntax.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            ArgumentSyntax argument = syntax.Arguments[i];
            arguments[i] = argument.Name is null
                ? Bind(argument.Value)
                : throw context.Error(RerunErrorCode.Syntax, argument, $"{name} takes arguments by position only.");
        }

        return name.ToLowerInvariant() switch
        {
            "coalesce" or "ifnull" when arguments.Length > 0 => PlanBuilder.Coalesce(arguments),
            "nullif" when arguments.Length == 2 => PlanBuilder.Case(
                [new CaseArm(context.Builder.Compare("=", arguments[0], arguments[1]), Constant.Null)], arguments[0]),
            "struct" or "row" => context.Builder.Call("struct_pack", [.. arguments.SelectMany((value, i) => new[] { new Constant($"c{i}", SqlTypes.Text), value })]),
            "nvl2" when arguments.Length == 3 => PlanBuilder.Case([new CaseArm(PlanBuilder.Not(context.Builder.IsNull(arguments[0])), arguments[1])], arguments[2]),
            "nanvl" when arguments.Length == 2 => PlanBuilder.Case([new CaseArm(context.Builder.Call("isnan", arguments[0]), arguments[1])], arguments[0]),
            TimePeriods.Overlaps when arguments.Length == 4 => context.Builder.Call(
                name, arguments[0], PeriodEnd(arguments[0], arguments[1]), arguments[2], PeriodEnd(arguments[2], arguments[3])),
            "arrow_cast" or "arrow_try_cast" when arguments is [var value, Constant { Value: string type }] => PlanBuilder.Cast(
                value,
                ArrowTypeNames.Find(type) ?? throw context.Error(RerunErrorCode.TypeMismatch, syntax.Arguments[1], $"There is no Arrow type '{type}' here; there are such as 'Int64', 'Utf8', 'Decimal128(10, 2)', 'Timestamp(Nanosecond, None)' and 'List(Float64)'."),
                name.Contains("try", StringComparison.OrdinalIgnoreCase)),
            "iszero" when arguments.Length == 1 => context.Builder.Compare("=", arguments[0], new Constant(0L, SqlTypes.BigInt)),
            "date" when arguments.Length == 1 => PlanBuilder.Cast(arguments[0], SqlTypes.Date),
            "to_date" when arguments.Length == 1 => PlanBuilder.Cast(arguments[0], SqlTypes.Date),
            "current_catalog" or "current_database" when arguments.Length == 0 => new Constant(RelationResolver.CatalogName, SqlTypes.Text),
            "current_schema" when arguments.Length == 0 => new Constant(context.CurrentDataset ?? RelationResolver.TableSchemaName, SqlTypes.Text),
            "if" or "iif" when arguments.Length == 3 => PlanBuilder.Case([new CaseArm(arguments[0], arguments[1])], arguments[2]),
            _ when arguments.Length == 1 && !context.Builder.Functions.TryGetScalar(name, out _) && TypeBinder.Find(name) is { } type => PlanBuilder.Cast(arguments[0], type),
            _ => context.Builder.Call(name, arguments),
        };
    }

    // The end of a period may be told by its length.
    private ScalarExpression PeriodEnd(ScalarExpression start, ScalarExpression end) =>
        end.Type is IntervalType or DurationType ? context.Builder.Call("+", start, end) : end;

    private ScalarExpression NamedParts(FunctionExpression syntax)
    {
        var parts = new ScalarExpression?[TimePeriods.IntervalParts.Length];
        int count = 0;
        foreach (ArgumentSyntax argument in syntax.Arguments)
        {
            int place = argument.Name is null ? count : Array.FindIndex(TimePeriods.IntervalParts, part => NameMatching.Fits(part, argument.Name));
            if (place < 0 || place >= parts.Length || parts[place] is not null || (argument.Name is null && Array.Exists(parts[..place], part => part is null)))
            {
                throw context.Error(
                    RerunErrorCode.Syntax, argument, $"{TimePeriods.MakeInterval} takes, each once and named ones last: {string.Join(", ", TimePeriods.IntervalParts)}.");
            }

            parts[place] = Bind(argument.Value);
            count = Math.Max(count, place + 1);
        }

        return context.Builder.Call(TimePeriods.MakeInterval, [.. parts[..count].Select(part => part ?? Constant.Of(0L))]);
    }

    private bool IsScalarToo(FunctionExpression syntax, string name) =>
        syntax.Arguments.Count > 1 && !syntax.Distinct && syntax.Filter is null && context.Builder.Functions.TryGetScalar(name, out _);

    /// <summary>Binds a list whose elements become rows.</summary>
    public ScalarExpression ListToUnnest(SqlExpression syntax)
    {
        ScalarExpression list = Bind(syntax);
        return SqlTypes.IsList(list.Type) && !PendingUnnest.IsIn(list)
            ? list
            : throw context.Error(RerunErrorCode.TypeMismatch, syntax, $"UNNEST takes lists, but {list} is {SqlTypes.NameOf(list.Type)}.");
    }

    private PendingUnnest Unnest(FunctionExpression syntax)
    {
        if (!AllowsUnnest || _isInsideAggregate || _isInsideWindow || _lambdas.Count > 0)
        {
            throw context.NotSupported(syntax, "UNNEST outside of FROM and the select list");
        }

        return syntax is { Arguments.Count: 1, HasStar: false, Distinct: false, Filter: null }
            ? new PendingUnnest(ListToUnnest(syntax.Arguments[0].Value))
            : throw context.Error(RerunErrorCode.Syntax, syntax, "UNNEST in the select list takes one list.");
    }

    private PendingGrouping Grouping(FunctionExpression syntax, string name)
    {
        if (!AllowsAggregates || _isInsideAggregate)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"{name} cannot stand in {(_isInsideAggregate ? "an aggregate" : clause)}.");
        }

        return syntax.Arguments.Count is > 0 and <= PendingGrouping.MostArguments && !syntax.HasStar
            ? new PendingGrouping(syntax.Arguments.Select(argument => Bind(argument.Value)).ToPlanList())
            : throw context.Error(RerunErrorCode.Syntax, syntax, $"{name} takes 1 to {PendingGrouping.MostArguments} expressions of GROUP BY.");
    }
}
