using Rerun.Arrow;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Fetching;

/// <summary>A plan that leaves some of its columns to be fetched above it. Immutable.</summary>
/// <param name="Eager">The plan with all columns.</param>
/// <param name="Lean">The plan without those columns, with what is needed to fetch them.</param>
/// <param name="Places">For each column of the eager plan where it stands in the lean one; -1 if it is fetched.</param>
/// <param name="Fetches">What is fetched; none if the plans are the same.</param>
internal sealed record LatePlan(LogicalPlan Eager, LogicalPlan Lean, int[] Places, PlanList<LateColumns> Fetches)
{
    /// <summary>Whether nothing is left out.</summary>
    public bool IsWhole => Fetches.IsEmpty;

    /// <summary>A plan that leaves nothing out.</summary>
    public static LatePlan Whole(LogicalPlan plan) => new(plan, plan, [], []);

    /// <summary>Whether an expression over the eager plan's columns uses one that is fetched.</summary>
    public bool Misses(ScalarExpression expression) => !IsWhole && expression.Any(part => part is ColumnReference column && Places[column.Ordinal] < 0);

    /// <summary>An expression over the eager plan's columns, over the lean plan's.</summary>
    public ScalarExpression Remap(ScalarExpression expression) => IsWhole ? expression : ColumnMapping.Remap(expression, Places);

    /// <summary>The plan with relations above that change neither columns nor their places.</summary>
    /// <param name="eager">The eager plan with the relation above.</param>
    /// <param name="lean">The lean plan with it.</param>
    /// <param name="pays">Whether the relation drops or holds rows, so that it pays to fetch only above it.</param>
    public LatePlan Under(LogicalPlan eager, LogicalPlan lean, bool pays) =>
        this with { Eager = eager, Lean = lean, Fetches = Fetches.Map(fetch => fetch.Pays || !pays ? fetch : fetch with { Pays = true }) };

    /// <summary>The plan with all columns: by fetching what was left out if that pays, else as it was.</summary>
    public LogicalPlan Complete()
    {
        if (IsWhole || !Fetches.Any(fetch => fetch.Pays))
        {
            return Eager;
        }

        LogicalPlan plan = Lean;
        int[] places = [.. Places];
        foreach (LateColumns fetch in Fetches)
        {
            int next = plan.Fields.Count;
            foreach (int column in fetch.Columns)
            {
                places[column] = next++;
            }

            plan = new LateFetch(
                plan, fetch.Scan, fetch.Dataset, fetch.Query, fetch.Partition, fetch.Index, [.. plan.Fields, .. fetch.Columns.Select(column => Eager.Fields[column])]);
        }

        var complete = new Project(plan, places.Select(place => (ScalarExpression)plan.Column(place)).ToPlanList(), Eager.Fields);
        return complete.IsIdentity ? plan : complete;
    }
}
