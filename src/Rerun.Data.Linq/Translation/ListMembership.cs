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
    /// <summary>The condition as the kept plan has it.</summary>
    /// <exception cref="Rerun.Catalog.RerunException">The value cannot be compared with the items.</exception>
    public static InList Of(PlanBuilder builder, ScalarExpression operand, CapturedExpression list)
    {
        ScalarExpression[] items = [.. list.Items.Select(ConstantOf)];
        builder.In(operand, items);
        return new InList(operand, [new ParameterReference(list.Name, items[0].Type)]);
    }

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

        ScalarExpression[] items = [.. captured.First(one => one.Name == parameter.Name).Items.Select(ConstantOf)];
        return builder.In(open.Operand, items);
    });

    public static Constant ConstantOf(object? value) => ParameterValues.ToConstant(new QueryParameter("value", value));
}
