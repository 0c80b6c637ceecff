using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Binding;

/// <summary>Rows of a table that a statement changes: the table's columns, then the number of the row, then columns of other relations.</summary>
/// <param name="Plan">The rows.</param>
/// <param name="Scope">Their columns by name; the number has none.</param>
/// <param name="Number">The position of the number.</param>
internal sealed record ChangedRows(LogicalPlan Plan, Scope Scope, int Number);
