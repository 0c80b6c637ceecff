using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Subqueries;

/// <summary>A relation freed of what it used of the row around it.</summary>
/// <param name="Plan">The relation: its former columns, and behind them those that the conditions need besides.</param>
/// <param name="Conditions">What was said with values of the row around, over the columns of the plan.</param>
internal sealed record PulledPlan(LogicalPlan Plan, IReadOnlyList<ScalarExpression> Conditions);
