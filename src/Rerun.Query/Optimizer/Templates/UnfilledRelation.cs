using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Templates;

/// <summary>A relation of a template that lacks values, itself or further down; the others are the same in each execution. Immutable.</summary>
internal sealed class UnfilledRelation
{
    private readonly LogicalPlan _relation;
    private readonly bool _lacksValues;

    // One for each input; null where it lacks nothing.
    private readonly UnfilledRelation?[] _inputs;

    private UnfilledRelation(LogicalPlan relation, bool lacksValues, UnfilledRelation?[] inputs) =>
        (_relation, _lacksValues, _inputs) = (relation, lacksValues, inputs);

    /// <summary>A relation, or null if neither it nor anything below lacks a value.</summary>
    public static UnfilledRelation? Of(LogicalPlan relation)
    {
        StackGuard.Ensure();
        UnfilledRelation?[] inputs = relation.Inputs.MapToArray(Of);
        bool isFilledBelow = Array.TrueForAll(inputs, static input => input is null);
        bool lacksValues = relation is DataframeScan { Deferred: not null } || PlanTemplate.Uses(relation, RunValues.IsIn);
        return isFilledBelow && !lacksValues ? null : new UnfilledRelation(relation, lacksValues, isFilledBelow ? [] : inputs);
    }

    /// <summary>The relation with values.</summary>
    public LogicalPlan Fill(ValueFilling values)
    {
        StackGuard.Ensure();
        LogicalPlan relation = _relation;
        if (_inputs.Length > 0)
        {
            var inputs = new LogicalPlan[_inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = _inputs[i]?.Fill(values) ?? _relation.Inputs[i];
            }

            relation = relation.WithInputs(new PlanList<LogicalPlan>(inputs));
        }

        return _lacksValues ? values.Fill(relation) : relation;
    }
}
