using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>Walks over plans.</summary>
internal static class PlanRewriting
{
    /// <summary>The plan with every relation changed, leaves first.</summary>
    public static LogicalPlan RewriteUp(this LogicalPlan plan, Func<LogicalPlan, LogicalPlan> change)
    {
        StackGuard.Ensure();
        PlanList<LogicalPlan> inputs = plan.Inputs.Map(input => input.RewriteUp(change), out bool isChanged);
        return change(isChanged ? plan.WithInputs(inputs) : plan);
    }
}
