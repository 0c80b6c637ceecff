using System.Globalization;

namespace Rerun.Query.Plan.Relations;

/// <summary>Rows chosen by chance, in their order.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Size">How many: a number of rows, or a percentage of them.</param>
/// <param name="IsPercent">Whether the size is a percentage, with which each row is chosen for itself.</param>
/// <param name="Seed">Makes the same choice again; null for another one each time.</param>
internal sealed record Sample(LogicalPlan Input, double Size, bool IsPercent, int? Seed) : LogicalPlan(Input.Fields)
{
    /// <inheritdoc/>
    public override PlanList<LogicalPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override PlanList<Expressions.SortKey> Ordering => Input.Ordering;

    /// <inheritdoc/>
    public override string Label => string.Create(
        CultureInfo.InvariantCulture, $"Sample: {Size} {(IsPercent ? "percent" : "rows")}{(Seed is { } seed ? $", seed {seed}" : "")}");

    /// <inheritdoc/>
    public override LogicalPlan WithInputs(PlanList<LogicalPlan> inputs) => this with { Input = inputs[0], Fields = inputs[0].Fields };
}
