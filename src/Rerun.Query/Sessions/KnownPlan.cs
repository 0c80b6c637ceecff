using Rerun.Query.Binding;
using Rerun.Query.Optimizer.Templates;

namespace Rerun.Query;

/// <summary>A plan that a statement had in an earlier execution, with all that it depends on. Immutable.</summary>
/// <param name="Engine">Whose plan it is.</param>
/// <param name="State">The state of the catalog that names were resolved in.</param>
/// <param name="Dataset">The current dataset of the session.</param>
/// <param name="Parameters">What it assumes of parameters.</param>
/// <param name="Plan">The plan.</param>
internal sealed record KnownPlan(QueryEngine Engine, object State, string? Dataset, ParameterUse[] Parameters, PreparedPlan Plan)
{
    /// <summary>Whether binding the statement now would give this plan.</summary>
    public bool Fits(QueryEngine engine, object state, string? dataset, ParameterSet parameters)
    {
        if (!ReferenceEquals(State, state) || !ReferenceEquals(Engine, engine) || Dataset != dataset)
        {
            return false;
        }

        foreach (ParameterUse use in Parameters)
        {
            if (!use.Fits(parameters))
            {
                return false;
            }
        }

        return true;
    }
}
