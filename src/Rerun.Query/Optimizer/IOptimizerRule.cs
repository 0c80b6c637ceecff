using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>One way to make a plan cheaper. The rows, and where a query asks for one their order, stay the same.</summary>
internal interface IOptimizerRule
{
    /// <summary>The name by which it can be switched off.</summary>
    string Name { get; }

    /// <summary>The plan with the rule applied everywhere.</summary>
    LogicalPlan Apply(LogicalPlan plan);
}
