using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Joins in another order where the written one would look at every pair of rows: begins with the relation of the fewest rows and goes on with what equalities
/// connect to it. An order without such joins stays as it was written.
/// </summary>
internal sealed class OrderJoins(PlanBuilder builder) : IOptimizerRule
{
    public const string RuleName = "order-joins";

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan)
    {
        StackGuard.Ensure();
        if (plan is not Join { Kind: JoinKind.Inner } join)
        {
            PlanList<LogicalPlan> inputs = plan.Inputs.Map(Apply, out bool isChanged);
            return isChanged ? plan.WithInputs(inputs) : plan;
        }

        JoinGraph graph = JoinGraph.Of(join);
        bool isBetter = graph.HasCrossJoin && graph.Relations.Count > 2 && graph.Equalities.Count > 0 && !graph.Conditions.Any(Volatile.IsIn);
        return isBetter ? Build(graph, join) : join.WithInputs(join.Inputs.Map(Apply));
    }

    private LogicalPlan Build(JoinGraph graph, Join join)
    {
        var equalities = graph.Equalities.Select(key => (Key: key, Left: graph.UsedBy(key.Left), Right: graph.UsedBy(key.Right))).ToList();
        var conditions = graph.Conditions.Select(condition => (Condition: condition, Used: graph.UsedBy(condition))).ToList();
        double[] rows = [.. graph.Relations.Select(RowEstimate.Of)];
        var rest = new SortedSet<int>(Enumerable.Range(0, rows.Length));
        var joined = new HashSet<int>();
        var places = new int[join.Fields.Count];
        LogicalPlan? plan = null;
        while (rest.Count > 0)
        {
            int next = rest.MinBy(i => (IsConnected(i) || plan is null ? 0 : 1, rows[i]));
            rest.Remove(next);
            LogicalPlan relation = Apply(graph.Relations[next]);
            int leftCount = plan?.Fields.Count ?? 0;
            for (int i = 0; i < relation.Fields.Count; i++)
            {
                places[graph.OffsetOf(next) + i] = leftCount + i;
            }

            joined.Add(next);
            plan = plan is null ? relation : Joined(plan, relation, next);
        }

        return new Project(plan!, places.Select(place => (ScalarExpression)plan!.Column(place)).ToPlanList(), join.Fields);

        bool IsConnected(int i) => equalities.Any(pair =>
            (pair.Right.SetEquals([i]) && pair.Left.IsSubsetOf(joined)) || (pair.Left.SetEquals([i]) && pair.Right.IsSubsetOf(joined)));

        LogicalPlan Joined(LogicalPlan left, LogicalPlan right, int next)
        {
            int leftCount = left.Fields.Count;
            var keys = new List<JoinKey>();
            var also = new List<ScalarExpression>();
            foreach (var pair in equalities.FindAll(pair => pair.Left.IsSubsetOf(joined) && pair.Right.IsSubsetOf(joined)))
            {
                equalities.Remove(pair);
                ScalarExpression one = ColumnMapping.Remap(pair.Key.Left, places);
                ScalarExpression other = ColumnMapping.Remap(pair.Key.Right, places);
                bool treatsNullsAlike = keys.Count == 0 || keys[0].NullsEqual == pair.Key.NullsEqual;
                if (treatsNullsAlike && pair.Right.SetEquals([next]) && !pair.Left.Contains(next))
                {
                    keys.Add(pair.Key with { Left = one, Right = ColumnMapping.Shift(other, -leftCount) });
                }
                else if (treatsNullsAlike && pair.Left.SetEquals([next]) && !pair.Right.Contains(next))
                {
                    keys.Add(pair.Key with { Left = other, Right = ColumnMapping.Shift(one, -leftCount) });
                }
                else
                {
                    also.Add(builder.Call(pair.Key.NullsEqual ? "is not distinct from" : "=", one, other));
                }
            }

            foreach (var pair in conditions.FindAll(pair => pair.Used.IsSubsetOf(joined)))
            {
                conditions.Remove(pair);
                also.Add(ColumnMapping.Remap(pair.Condition, places));
            }

            return new Join(
                left, right, JoinKind.Inner, keys.ToPlanList(), also.Count == 0 ? null : PlanBuilder.And(also), PlanBuilder.JoinFields(left, right, JoinKind.Inner));
        }
    }
}
