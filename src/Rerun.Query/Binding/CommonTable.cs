using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>A common table expression that names below it can mean.</summary>
internal sealed record CommonTable(string Name, LogicalPlan Plan);
