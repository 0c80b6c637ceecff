using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes.Rows;
using Rerun.Catalog.Dataframes.Views;

namespace Rerun.Catalog.Dataframes.Slices;

/// <summary>Tells which of a view's columns a partition has; a slice alone cannot, as values may lie in other slices.</summary>
/// <param name="plan">The view.</param>
/// <param name="chunks">The partition's chunks of the view's columns.</param>
/// <param name="source">Reads those that have to be looked into.</param>
internal sealed class PartitionColumns(DataframePlan plan, ViewChunks chunks, SliceChunks source)
{
    private readonly bool?[] _haveValues = new bool?[plan.Columns.Count];

    /// <summary>The columns that are in the partition's view, so far as they matter to a slice.</summary>
    public async ValueTask<IReadOnlySet<ViewColumn>> InViewAsync(PartitionEntriesBuilder slice, CancellationToken cancellationToken)
    {
        var inView = plan.Columns.Where(column => slice.Has(column) || Exists(column)).ToHashSet();
        if (plan.Query.IncludeSemanticallyEmptyColumns)
        {
            return inView;
        }

        foreach (var column in slice.ColumnsWithoutValues().Where(inView.Contains).ToList())
        {
            _haveValues[column.Ordinal] ??= await HasValuesAsync(column, cancellationToken).ConfigureAwait(false);
            if (_haveValues[column.Ordinal] == false)
            {
                inView.Remove(column);
            }
        }

        return inView;
    }

    private bool Exists(ViewColumn column)
    {
        var component = column.Descriptor.Component;
        return chunks.OfEntity(column.Descriptor.EntityPath)
            .Any(chunk => chunk.Components?.Contains(component) ?? source.FindSummary(chunk)?.Has(component) == true);
    }

    private async ValueTask<bool> HasValuesAsync(ViewColumn column, CancellationToken cancellationToken)
    {
        var component = column.Descriptor.Component;
        foreach (var info in chunks.OfEntity(column.Descriptor.EntityPath))
        {
            if (info.Components?.Contains(component) == false)
            {
                continue;
            }

            if ((await source.SummaryAsync(info, cancellationToken).ConfigureAwait(false)).HasValues(component))
            {
                return true;
            }
        }

        return false;
    }
}
