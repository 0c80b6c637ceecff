using Rerun.Query.Binding;
using Rerun.Query.Optimizer.Templates;

namespace Rerun.Query;

/// <summary>The plans that a statement had last: more than one where types of parameters or current datasets take turns. Safe for several threads.</summary>
internal sealed class KnownPlans
{
    private const int Most = 4;

    // Replaced as a whole by each change; the plan that was added last comes first.
    private KnownPlan[] _plans = [];

    /// <summary>The plan that fits an execution, or null.</summary>
    public PreparedPlan? Find(QueryEngine engine, object state, string? dataset, ParameterSet parameters)
    {
        foreach (KnownPlan known in Volatile.Read(ref _plans))
        {
            if (known.Fits(engine, state, dataset, parameters))
            {
                return known.Plan;
            }
        }

        return null;
    }

    /// <summary>Keeps a plan. What the same catalog gave in another state is forgotten: that state does not come again.</summary>
    public void Add(KnownPlan plan)
    {
        // Of two threads that add at one time one is forgotten, which costs no more than binding again.
        IEnumerable<KnownPlan> others = Volatile.Read(ref _plans).Where(known => !ReferenceEquals(known.Engine, plan.Engine) || ReferenceEquals(known.State, plan.State));
        Volatile.Write(ref _plans, [plan, .. others.Take(Most - 1)]);
    }
}
