using Rerun.Arrow;

namespace Rerun.Query.Plan.Relations;

/// <summary>Rows of relations with equal column types put together. UNION without ALL is a <see cref="Distinct"/> over UNION ALL.</summary>
/// <param name="Kind">How.</param>
/// <param name="All">Whether equal rows count one by one.</param>
/// <param name="Operands">The relations: any number for UNION ALL, else two.</param>
/// <param name="Fields">The columns, named by the first relation.</param>
internal sealed record SetOperation(SetOperationKind Kind, bool All, PlanList<LogicalPlan> Operands, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => Operands;

    /// <inheritdoc/>
    public override string Label => Kind == SetOperationKind.UnionAll ? "UnionAll" : $"{Kind}{(All ? "All" : "")}";

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Operands = inputs };
}
