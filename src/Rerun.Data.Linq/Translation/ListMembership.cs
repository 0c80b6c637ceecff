using Rerun.Data.Linq.Parsing;
using Rerun.Query;
using Rerun.Query.Binding;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using RowsWritten = Rerun.Query.Plan.Relations.Values;

namespace Rerun.Data.Linq.Translation;

/// <summary>
/// Whether a value is in a list from outside. The plan that is kept has one parameter for the whole list; each call puts its items in, so that
/// lists of any length share a plan.
/// </summary>
internal static class ListMembership
{
    private const string WithAll = ".all";

    /// <summary>The condition as the kept plan has it.</summary>
    /// <exception cref="Rerun.Catalog.RerunException">The value cannot be compared with the items.</exception>
    public static ScalarExpression Of(PlanBuilder builder, ScalarExpression operand, CapturedExpression list)
    {
        // What stands in for a missing value may be the same time beyond all columns as an item.
        bool isAll = MayStandIn(operand);
        object[] values = isAll ? list.Items : list.ItemsWithin;
        if (values.Length == 0)
        {
            return Constant.False;
        }

        ScalarExpression[] items = [.. values.Select(ConstantOf)];
        builder.In(operand, items);
        return new InList(operand, [new ParameterReference(isAll ? list.Name + WithAll : list.Name, items[0].Type)]);
    }

    /// <summary>Whether a value may be one of the program's instead of one of a column.</summary>
    public static bool MayStandIn(ScalarExpression value) => value.Any(part => part is Coalesce or Case);

    /// <summary>Whether a condition waits for its items. Lists of one item are comparisons elsewhere, so nothing else looks like it.</summary>
    public static bool IsOpen(ScalarExpression expression) => expression is InList { Items: [ParameterReference] };

    /// <summary>Whether any part of a plan waits for items.</summary>
    public static bool IsIn(LogicalPlan plan)
    {
        bool isFound = false;
        PlanParts.Rewrite(
            plan,
            relation =>
            {
                isFound |= LocalRows.IsOpen(relation);
                return relation;
            },
            part =>
            {
                isFound |= IsOpen(part);
                return part;
            });
        return isFound;
    }

    /// <summary>The plan with the items of this call.</summary>
    public static LogicalPlan Fill(LogicalPlan plan, PlanBuilder builder, IReadOnlyList<CapturedExpression> captured) => PlanParts.Rewrite(plan, relation => LocalRows.IsOpen(relation) ? LocalRows.Fill((RowsWritten)relation, captured) : relation, part =>
    {
        if (part is not InList { Items: [ParameterReference parameter] } open)
        {
            return part;
        }

        bool isAll = parameter.Name.EndsWith(WithAll, StringComparison.Ordinal);
        string name = isAll ? parameter.Name[..^WithAll.Length] : parameter.Name;
        CapturedExpression list = captured.First(one => one.Name == name);
        ScalarExpression[] items = [.. (isAll ? list.Items : list.ItemsWithin).Select(ConstantOf)];
        return builder.In(open.Operand, items);
    });

    public static Constant ConstantOf(object? value) => ParameterValues.ToConstant(new QueryParameter("value", value));
}
