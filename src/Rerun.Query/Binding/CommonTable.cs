using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>A common table expression that names below it can mean.</summary>
/// <param name="name">Its name.</param>
/// <param name="bind">Binds it when it is first named, at a place; not needed where the plan is given.</param>
internal sealed class CommonTable(string name, Func<SqlNode, LogicalPlan> bind)
{
    public string Name { get; } = name;

    /// <summary>Its plan, once it is bound.</summary>
    public LogicalPlan? Plan { get; set; }

    /// <summary>Its plan for a reference at a place.</summary>
    public LogicalPlan PlanAt(SqlNode place) => Plan ?? bind(place);
}
