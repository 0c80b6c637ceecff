using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sql.Syntax;
using FrameExclusion = Rerun.Query.Plan.Expressions.FrameExclusion;
using FrameUnit = Rerun.Query.Plan.Expressions.FrameUnit;

namespace Rerun.Query.Binding;

/// <content>Window functions.</content>
internal sealed partial class ExpressionBinder
{
    private bool _isInsideWindow;

    /// <summary>The windows that OVER can name; null where window functions cannot stand.</summary>
    public IReadOnlyList<NamedWindow>? Windows { get; init; }

    private PendingWindow Window(FunctionExpression syntax, string name)
    {
        if (Windows is null || _isInsideAggregate || _isInsideWindow)
        {
            throw context.Error(RerunErrorCode.Syntax, syntax, $"A window function cannot stand {(Windows is null ? $"in {clause}" : "inside another function of rows")}.");
        }

        if (!syntax.OrderBy.IsEmpty || !syntax.WithinGroup.IsEmpty)
        {
            throw context.NotSupported(syntax, "ORDER BY inside a window function's arguments");
        }

        WindowSpecification window = SpecificationOf(syntax.Over!);
        _isInsideWindow = true;
        try
        {
            ScalarExpression[] arguments = syntax.HasStar ? [] : [.. syntax.Arguments.Select(argument => Bind(argument.Value))];
            if (arguments.Any(UsesVariables))
            {
                throw context.NotSupported(syntax, $"The window function {name} of a lambda's parameters");
            }

            if (syntax.Filter is not null && !context.Builder.Functions.TryGetAggregate(name, out _))
            {
                throw context.Error(RerunErrorCode.Syntax, syntax.Filter, $"FILTER belongs to aggregates; {name} takes all rows.");
            }

            PlanList<SortKey> order = window.OrderBy.Select(SortKey).ToPlanList();
            WindowFunctionCall call = context.Builder.WindowCall(
                name,
                arguments,
                syntax.Distinct,
                syntax.Filter is null ? null : Bind(syntax.Filter),
                syntax.NullTreatment == NullTreatment.Ignore,
                window.Frame is null ? Frame.Default : FrameOf(window.Frame, order));
            return new PendingWindow(call, window.PartitionBy.Select(Bind).ToPlanList(), order);
        }
        finally
        {
            _isInsideWindow = false;
        }
    }

    /// <param name="syntax">The window.</param>
    /// <param name="known">How many of the named windows stand before it: a window is made of earlier ones only.</param>
    private WindowSpecification SpecificationOf(WindowSyntax syntax, int known = int.MaxValue)
    {
        switch (syntax)
        {
            case WindowReference reference:
                return Named(reference.Name, known);
            case WindowSpecification { BaseName: { } baseName } specification:
                WindowSpecification inherited = Named(baseName, known);
                string? twice = !specification.PartitionBy.IsEmpty ? "has no PARTITION BY of its own: that is the named window's"
                    : !specification.OrderBy.IsEmpty && !inherited.OrderBy.IsEmpty ? "has no ORDER BY of its own: that is the named window's"
                    : inherited.Frame is not null ? "cannot be made of one with a frame; OVER without parentheses uses that"
                    : null;
                if (twice is not null)
                {
                    throw context.Error(RerunErrorCode.Syntax, baseName, $"A window made of {baseName.Text} {twice}.");
                }

                return inherited with
                {
                    OrderBy = specification.OrderBy.IsEmpty ? inherited.OrderBy : specification.OrderBy,
                    Frame = specification.Frame ?? inherited.Frame,
                };
            default:
                return (WindowSpecification)syntax;
        }
    }

    private WindowSpecification Named(SqlName name, int known)
    {
        IReadOnlyList<NamedWindow> windows = Windows!;
        for (int i = 0; i < Math.Min(known, windows.Count); i++)
        {
            if (NameMatching.Fits(windows[i].Name.Text, name))
            {
                return SpecificationOf(windows[i].Specification, i);
            }
        }

        throw context.Error(RerunErrorCode.NotFound, name, $"There is no window {name.Text}{(known < windows.Count ? " before this one" : "")}.");
    }

    private Frame FrameOf(FrameSyntax syntax, PlanList<SortKey> order)
    {
        FrameUnit unit = syntax.Unit switch
        {
            Sql.Syntax.FrameUnit.Rows => FrameUnit.Rows,
            Sql.Syntax.FrameUnit.Groups => FrameUnit.Groups,
            _ => FrameUnit.Range,
        };
        FrameExclusion exclusion = syntax.Exclusion switch
        {
            Sql.Syntax.FrameExclusion.CurrentRow => FrameExclusion.CurrentRow,
            Sql.Syntax.FrameExclusion.Group => FrameExclusion.Group,
            Sql.Syntax.FrameExclusion.Ties => FrameExclusion.Ties,
            _ => FrameExclusion.None,
        };
        return new Frame(unit, EndOf(syntax.Start, unit, order), EndOf(syntax.End, unit, order), exclusion);
    }

    private FrameEnd EndOf(FrameBound bound, FrameUnit unit, PlanList<SortKey> order)
    {
        int direction = bound.Kind switch
        {
            FrameBoundKind.UnboundedPreceding or FrameBoundKind.Preceding => -1,
            FrameBoundKind.CurrentRow => 0,
            _ => 1,
        };
        if (bound.Offset is null)
        {
            return new FrameEnd(direction, null);
        }

        if (unit == FrameUnit.Range && order.Count != 1)
        {
            throw context.Error(RerunErrorCode.Syntax, bound, "A RANGE frame with an offset needs exactly one ORDER BY key.");
        }

        ScalarExpression value = Bind(bound.Offset);
        Constant offset = value.Any(part => part is ColumnReference or OuterReference or PendingAggregate or PendingGrouping or PendingUnnest)
            ? throw context.Error(RerunErrorCode.Syntax, bound, "The offset of a frame cannot contain columns or aggregates.")
            : context.Evaluate(value);
        if (offset.Value is < 0L or < 0 or < 0.0 or < 0f or < 0m)
        {
            throw context.Error(RerunErrorCode.InvalidArgument, bound, "The offset of a frame is not negative.");
        }

        IArrowType type = unit != FrameUnit.Range || SqlTypes.IsInteger(order[0].Expression.Type) ? SqlTypes.BigInt
            : SqlTypes.IsNumeric(order[0].Expression.Type) ? SqlTypes.Double
            : SqlTypes.IsInteger(offset.Type) ? SqlTypes.Duration
            : offset.Type is StringType ? SqlTypes.Interval
            : offset.Type;
        return new FrameEnd(direction, ConstantFolding.Fold(PlanBuilder.Coerce(offset, type)));
    }
}
