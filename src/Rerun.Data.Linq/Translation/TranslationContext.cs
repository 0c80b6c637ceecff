using Rerun.Data.Linq.Mapping;
using Rerun.Data.Linq.Parsing;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Data.Linq.Translation;

/// <summary>What all parts of one translation share.</summary>
/// <param name="builder">What chooses functions and types.</param>
/// <param name="sources">For each source its rows.</param>
internal sealed class TranslationContext(PlanBuilder builder, IReadOnlyDictionary<IRerunRoot, LogicalPlan> sources)
{
    private int _references;

    public PlanBuilder Builder => builder;

    public RowColumns Columns { get; } = new(builder);

    /// <summary>The rows of a source as objects.</summary>
    public Relation Source(IRerunRoot root, Type itemType)
    {
        LogicalPlan plan = sources[root];
        return new Relation(
            plan, root.Mapping is null && RowMapping.IsValue(itemType) ? Columns.Typed(plan.Column(0), itemType) : Columns.Of(root, itemType, plan));
    }

    /// <summary>A number for a reference to the row around a sub-query.</summary>
    public int NextReference() => _references++;
}
