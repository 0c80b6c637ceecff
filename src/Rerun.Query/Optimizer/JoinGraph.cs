using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer;

/// <summary>
/// What a tree of inner joins joins, without its order. Expressions are over the columns of all relations, one after the other as they were written.
/// </summary>
internal sealed class JoinGraph
{
    private readonly List<LogicalPlan> _relations = [];
    private readonly List<int> _offsets = [];
    private readonly List<int> _ownerOf = [];

    private JoinGraph()
    {
    }

    /// <summary>The relations, as written.</summary>
    public IReadOnlyList<LogicalPlan> Relations => _relations;

    /// <summary>Pairs that must be equal.</summary>
    public List<JoinKey> Equalities { get; } = [];

    /// <summary>What else must be true.</summary>
    public List<ScalarExpression> Conditions { get; } = [];

    /// <summary>Whether a join, as written, looks at every pair of rows.</summary>
    public bool HasCrossJoin { get; private set; }

    /// <summary>The graph of a tree of inner joins.</summary>
    /// <param name="join">The top of the tree.</param>
    public static JoinGraph Of(Join join)
    {
        var graph = new JoinGraph();
        graph.Add(join);
        return graph;
    }

    /// <summary>The position of a relation's first column.</summary>
    public int OffsetOf(int relation) => _offsets[relation];

    /// <summary>The relations whose columns an expression uses.</summary>
    public HashSet<int> UsedBy(ScalarExpression expression)
    {
        var columns = new HashSet<int>();
        ColumnMapping.Collect(expression, columns);
        return [.. columns.Select(column => _ownerOf[column])];
    }

    private void Add(LogicalPlan plan)
    {
        StackGuard.Ensure();
        int offset = _ownerOf.Count;
        if (plan is not Join { Kind: JoinKind.Inner } join)
        {
            _offsets.Add(offset);
            _ownerOf.AddRange(Enumerable.Repeat(_relations.Count, plan.Fields.Count));
            _relations.Add(plan);
            return;
        }

        Add(join.Left);
        Add(join.Right);
        HasCrossJoin |= join.Keys.IsEmpty;
        Equalities.AddRange(join.Keys.Select(key => key with
        {
            Left = ColumnMapping.Shift(key.Left, offset),
            Right = ColumnMapping.Shift(key.Right, offset + join.Left.Fields.Count),
        }));
        if (join.Condition is not null)
        {
            Conditions.AddRange(Conjuncts.Of(join.Condition).Select(condition => ColumnMapping.Shift(condition, offset)));
        }
    }
}
