using Rerun.Arrow;

namespace Rerun.Query.Plan.Relations;

/// <summary>The rows of the anchor, and what the step makes of them, and what it makes of those, until it makes none.</summary>
/// <param name="Anchor">The first rows.</param>
/// <param name="Step">The rows that follow from those of the step before, which are in <paramref name="Table"/>.</param>
/// <param name="All">Whether rows that were there before count again.</param>
/// <param name="Table">What stands for the rows of the step before.</param>
/// <param name="Fields">The columns, which anchor and step have.</param>
internal sealed record RecursiveUnion(LogicalPlan Anchor, LogicalPlan Step, bool All, WorkingTable Table, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Anchor, Step];

    /// <inheritdoc/>
    public override string Label => $"Recursive{(All ? "UnionAll" : "Union")}: {Table.Name}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Anchor = inputs[0], Step = inputs[1] };
}
