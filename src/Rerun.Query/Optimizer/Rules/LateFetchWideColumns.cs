using Rerun.Arrow;
using Rerun.Query.Optimizer.Fetching;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Rules;

/// <summary>
/// Reads columns whose values may take much memory, such as images, only for the rows that filters, joins and limits leave. They are fetched where they
/// are first used, or at the end.
/// </summary>
/// <param name="readsOutlines">Whether the catalog finds the rows of a view without reading such columns.</param>
internal sealed class LateFetchWideColumns(bool readsOutlines) : IOptimizerRule
{
    public const string RuleName = "late-fetch-wide-columns";

    private readonly WideColumns _wide = new(readsOutlines);

    /// <inheritdoc/>
    public string Name => RuleName;

    /// <inheritdoc/>
    public LogicalPlan Apply(LogicalPlan plan) => Defer(plan).Complete();

    private LatePlan Defer(LogicalPlan plan)
    {
        StackGuard.Ensure();
        return plan switch
        {
            DataframeScan scan => _wide.Split(scan),
            Filter filter => DeferFilter(filter, Defer(filter.Input)),
            Project project => DeferProject(project, Defer(project.Input)),
            Sort or Distinct { Keys.IsEmpty: false } or Sample => DeferThrough(plan, Defer(plan.Inputs[0]), pays: true),
            Limit limit => DeferThrough(limit, Defer(limit.Input), pays: limit.Offset is not null),
            Window window => DeferWindow(window, Defer(window.Input)),
            Join { Kind: not (JoinKind.Mark or JoinKind.MarkUnknown) } join => DeferJoin(join, Defer(join.Left), Defer(join.Right)),
            AsofJoin join => DeferAsofJoin(join, Defer(join.Left), Defer(join.Right)),
            _ => LatePlan.Whole(OverComplete(plan)),
        };
    }

    private LogicalPlan OverComplete(LogicalPlan plan)
    {
        PlanList<LogicalPlan> inputs = plan.Inputs.Map(Apply, out bool isChanged);
        return isChanged ? plan.WithInputs(inputs) : plan;
    }

    private static LatePlan DeferFilter(Filter filter, LatePlan input)
    {
        LogicalPlan eager = Over(filter, input.Eager);
        if (!input.Misses(filter.Condition))
        {
            return input.Under(eager, new Filter(input.Lean, input.Remap(filter.Condition)), pays: true);
        }

        // What can be decided without the columns is decided before they are fetched.
        ILookup<bool, ScalarExpression> conditions = Conjuncts.Of(filter.Condition).ToLookup(input.Misses);
        if (!conditions[false].Any() || Volatile.IsIn(filter.Condition))
        {
            return LatePlan.Whole(Over(filter, input.Complete()));
        }

        ScalarExpression early = PlanBuilder.And(conditions[false]);
        LatePlan filtered = input.Under(new Filter(input.Eager, early), new Filter(input.Lean, input.Remap(early)), pays: true);
        return LatePlan.Whole(new Filter(filtered.Complete(), PlanBuilder.And(conditions[true])));
    }

    private static LatePlan DeferProject(Project project, LatePlan input)
    {
        if (input.IsWhole || project.Expressions.Any(expression => expression is not ColumnReference && input.Misses(expression)))
        {
            return LatePlan.Whole(Over(project, input.Complete()));
        }

        var expressions = new List<ScalarExpression>();
        var fields = new List<Field>();
        int[] places = new int[project.Fields.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = input.Misses(project.Expressions[i]) ? -1 : expressions.Count;
            if (places[i] >= 0)
            {
                expressions.Add(input.Remap(project.Expressions[i]));
                fields.Add(project.Fields[i]);
            }
        }

        var fetches = new List<LateColumns>();
        foreach (LateColumns fetch in input.Fetches)
        {
            // A column that is chosen twice is fetched twice.
            int[] chosen = [.. Enumerable.Range(0, places.Length).Where(i => project.Expressions[i] is ColumnReference column && fetch.Columns.Contains(column.Ordinal))];
            if (chosen.Length > 0)
            {
                fetches.Add(fetch with
                {
                    Columns = chosen.ToPlanList(),
                    Query = fetch.Query with { Projection = [.. chosen.Select(i => fetch.Query.Projection![IndexOf(fetch.Columns, ((ColumnReference)project.Expressions[i]).Ordinal)])] },
                    Partition = PlaceOf(fetch.Partition),
                    Index = PlaceOf(fetch.Index),
                });
            }
        }

        return new LatePlan(Over(project, input.Eager), new Project(input.Lean, expressions.ToPlanList(), fields.ToPlanList()), places, fetches.ToPlanList());

        int PlaceOf(int column)
        {
            int place = expressions.FindIndex(expression => expression is ColumnReference known && known.Ordinal == column);
            if (place >= 0)
            {
                return place;
            }

            expressions.Add(input.Lean.Column(column));
            fields.Add(input.Lean.Fields[column]);
            return expressions.Count - 1;
        }
    }

    private static LatePlan DeferThrough(LogicalPlan plan, LatePlan input, bool pays) => Misses(plan, input)
        ? LatePlan.Whole(Over(plan, input.Complete()))
        : input.Under(Over(plan, input.Eager), plan.WithExpressions(input.Remap).WithInputs([input.Lean]), pays);

    private static LatePlan DeferWindow(Window window, LatePlan input)
    {
        if (input.IsWhole || Misses(window, input))
        {
            return LatePlan.Whole(Over(window, input.Complete()));
        }

        IEnumerable<Field> added = window.Fields.Skip(input.Eager.Fields.Count);
        var lean = (Window)window.WithExpressions(input.Remap) with { Input = input.Lean, Fields = [.. input.Lean.Fields, .. added] };
        LatePlan under = input.Under(Over(window, input.Eager), lean, pays: true);
        return under with { Places = [.. input.Places, .. added.Select((_, i) => input.Lean.Fields.Count + i)] };
    }

    private static LatePlan DeferJoin(Join join, LatePlan left, LatePlan right)
    {
        left = CompleteIf(join.Keys.Any(key => left.Misses(key.Left)), left);
        right = CompleteIf(join.Keys.Any(key => right.Misses(key.Right)), right);
        bool hasRight = join.Kind is not (JoinKind.Semi or JoinKind.Anti);
        right = CompleteIf(!hasRight, right);
        LatePlan pairs = Beside(left, right, left.Eager.Fields.Count, left.Lean.Fields.Count);
        if (join.Condition is not null && pairs.Misses(join.Condition))
        {
            left = CompleteIf(true, left);
            right = CompleteIf(true, right);
            pairs = Beside(left, right, left.Eager.Fields.Count, left.Lean.Fields.Count);
        }

        if (pairs.IsWhole)
        {
            return LatePlan.Whole(Over(join, left.Eager, right.Eager));
        }

        var lean = new Join(
            left.Lean,
            right.Lean,
            join.Kind,
            join.Keys.Map(key => key with { Left = left.Remap(key.Left), Right = right.Remap(key.Right) }),
            join.Condition is null ? null : pairs.Remap(join.Condition),
            LeanFields(hasRight ? [.. left.Lean.Fields, .. right.Lean.Fields] : left.Lean.Fields, pairs.Places, join.Fields));
        LatePlan joined = pairs with { Eager = Over(join, left.Eager, right.Eager), Lean = lean, Places = pairs.Places[..join.Fields.Count] };

        // Rows of a kept side come at least once; those of the other side wait in memory.
        bool leftPays = join.Kind is not (JoinKind.Left or JoinKind.Full);
        return joined with { Fetches = [.. joined.Fetches.Select((fetch, i) => i < left.Fetches.Count && !leftPays ? fetch : fetch with { Pays = true })] };
    }

    private static LatePlan DeferAsofJoin(AsofJoin join, LatePlan left, LatePlan right)
    {
        left = CompleteIf(left.Misses(join.LeftTime) || join.Keys.Any(key => left.Misses(key.Left)), left);
        right = CompleteIf(right.Misses(join.RightTime) || join.Keys.Any(key => right.Misses(key.Right)), right);
        if (left.IsWhole && right.IsWhole)
        {
            return LatePlan.Whole(Over(join, left.Eager, right.Eager));
        }

        LatePlan pairs = Beside(left, right, left.Eager.Fields.Count, left.Lean.Fields.Count);
        var lean = new AsofJoin(
            left.Lean,
            right.Lean,
            join.Keys.Map(key => key with { Left = left.Remap(key.Left), Right = right.Remap(key.Right) }),
            left.Remap(join.LeftTime),
            join.Comparison,
            right.Remap(join.RightTime),
            join.KeepsLeft,
            LeanFields([.. left.Lean.Fields, .. right.Lean.Fields], pairs.Places, join.Fields));
        return pairs with
        {
            Eager = Over(join, left.Eager, right.Eager),
            Lean = lean,
            Fetches = [.. pairs.Fetches.Select((fetch, i) => i < left.Fetches.Count && join.KeepsLeft ? fetch : fetch with { Pays = true })],
        };
    }

    /// <summary>The columns of two plans one after the other; the plans themselves are yet to be put together.</summary>
    private static LatePlan Beside(LatePlan left, LatePlan right, int eagerCount, int leanCount) => left.IsWhole && right.IsWhole
        ? LatePlan.Whole(left.Eager)
        : new LatePlan(
            left.Eager,
            left.Lean,
            [.. PlacesOf(left), .. PlacesOf(right).Select(place => place < 0 ? place : place + leanCount)],
            [
                .. left.Fetches,
                .. right.Fetches.Select(fetch => fetch with
                {
                    Columns = fetch.Columns.Select(column => column + eagerCount).ToPlanList(),
                    Partition = fetch.Partition + leanCount,
                    Index = fetch.Index + leanCount,
                }),
            ]);

    // What is only there to fetch by is null in rows that an outer join makes up.
    private static PlanList<Field> LeanFields(PlanList<Field> lean, int[] places, PlanList<Field> eager)
    {
        Field[] fields = lean.MapToArray(field => new Field(field.Name, field.DataType, nullable: true));
        for (int i = 0; i < eager.Count; i++)
        {
            if (places[i] >= 0)
            {
                fields[places[i]] = eager[i];
            }
        }

        return fields.ToPlanList();
    }

    private static IEnumerable<int> PlacesOf(LatePlan plan) => plan.IsWhole ? Enumerable.Range(0, plan.Eager.Fields.Count) : plan.Places;

    private static LatePlan CompleteIf(bool isUsed, LatePlan plan) => isUsed ? LatePlan.Whole(plan.Complete()) : plan;

    private static bool Misses(LogicalPlan plan, LatePlan input)
    {
        bool misses = false;
        plan.WithExpressions(expression =>
        {
            misses |= input.Misses(expression);
            return expression;
        });
        return misses;
    }

    // A plan whose inputs are what they were stays the same object.
    private static LogicalPlan Over(LogicalPlan plan, params ReadOnlySpan<LogicalPlan> inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!ReferenceEquals(plan.Inputs[i], inputs[i]))
            {
                return plan.WithInputs(inputs.ToArray().ToPlanList());
            }
        }

        return plan;
    }

    private static int IndexOf(PlanList<int> columns, int column) => columns.AsSpan().IndexOf(column);
}
