using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>Puts window functions above a relation, one relation for each window, and replaces them in expressions by their columns.</summary>
internal sealed class WindowedQuery
{
    private readonly Dictionary<PendingWindow, ColumnReference> _columns = [];

    /// <summary>Collects the window functions of expressions over a plan.</summary>
    public WindowedQuery(LogicalPlan plan, IEnumerable<ScalarExpression> expressions)
    {
        var found = new List<PendingWindow>();
        foreach (ScalarExpression expression in expressions)
        {
            expression.Any(part =>
            {
                if (part is PendingWindow window && !found.Contains(window))
                {
                    found.Add(window);
                }

                return false;
            });
        }

        foreach (IGrouping<(PlanList<ScalarExpression>, PlanList<SortKey>), PendingWindow> windows in found.GroupBy(window => (window.PartitionBy, window.OrderBy)))
        {
            int first = plan.Fields.Count;
            plan = PlanBuilder.Window(plan, windows.Key.Item1, windows.Key.Item2, windows.Select(window => window.Call).ToPlanList());
            foreach ((PendingWindow window, int i) in windows.Select((window, i) => (window, i)))
            {
                _columns.Add(window, plan.Column(first + i));
            }
        }

        Plan = plan;
    }

    /// <summary>The plan with the functions' columns behind its own.</summary>
    public LogicalPlan Plan { get; }

    /// <summary>Whether a window function stands in an expression.</summary>
    public static bool HasWindow(ScalarExpression expression) => expression.Any(part => part is PendingWindow);

    /// <summary>The expression with columns in place of window functions.</summary>
    public ScalarExpression Rewrite(ScalarExpression expression) =>
        expression.Rewrite(part => part is PendingWindow window ? _columns[window] : part);
}
