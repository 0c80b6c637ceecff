using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>A relation with the names its columns have for the expressions above it.</summary>
internal sealed record BoundRelation(LogicalPlan Plan, Scope Scope);
