using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Optimizer.Templates;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Sources;

namespace Rerun.Query.Plan.Relations;

/// <summary>
/// The leaf of queries over recordings: a dataframe query view of a dataset. What is pushed down is in the query; the rows come in
/// (partition, index) order.
/// </summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Query">The view, with what was pushed down; its projection names the columns.</param>
/// <param name="Fields">The columns.</param>
internal sealed record DataframeScan(DatasetReference Dataset, DataframeQuery Query, PlanList<Field> Fields) : LogicalPlan(Fields)
{
    public const string PartitionColumn = "rerun_partition_id";

    /// <summary>The position of the partition column, or -1.</summary>
    public int PartitionOrdinal => OrdinalOf(PartitionColumn);

    /// <summary>The position of the queried index, or -1.</summary>
    public int IndexOrdinal => Query.Index is { } index ? OrdinalOf(index) : -1;

    /// <summary>The type of the queried index; null for the static view. Known even when the column is not read.</summary>
    public IArrowType? IndexType { get; init; } = IndexTypeOf(Query, Fields);

    /// <summary>What ties it to columns of its rows that are fetched later; null where none are.</summary>
    public ScanHandle? Handle { get; init; }

    /// <summary>What more the view will be asked for, in a template whose values are not known yet; null in a plan that runs.</summary>
    public DeferredBounds? Deferred { get; init; }

    /// <inheritdoc/>
    public override PlanList<SortKey> Ordering
    {
        get
        {
            if (PartitionOrdinal is not (>= 0 and var partition))
            {
                return default;
            }

            var byPartition = new SortKey(Column(partition), false, false);
            return IndexOrdinal is >= 0 and var index ? [byPartition, new SortKey(Column(index), false, false)] : [byPartition];
        }
    }

    /// <inheritdoc/>
    public override string Label => DataframeScanText.Of(this);

    private static IArrowType? IndexTypeOf(DataframeQuery query, PlanList<Field> fields)
    {
        foreach (Field field in fields)
        {
            if (field.Name == query.Index)
            {
                return field.DataType;
            }
        }

        return null;
    }

    private int OrdinalOf(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
