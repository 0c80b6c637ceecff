using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A dataframe query against the schema of its dataset: what takes part and what comes out. Immutable.</summary>
internal sealed class DataframePlan
{
    public DataframePlan(DataframeQuery query, ViewShape shape)
    {
        Shape = shape;
        Query = query;
        Rows = query.Index is null ? null : new RowSelection(query);
        if (query.FilterIsNotNull is { } selector && query.Index is not null && !Rows!.IsSampled)
        {
            NotNull = shape.Columns.FirstOrDefault(
                column => column.Descriptor.EntityPath.Equals(selector.EntityPath) && column.Descriptor.Component == selector.Component);
            IsEmpty = NotNull is null;
        }
    }

    public DataframeQuery Query { get; }

    /// <summary>What is the same for all queries of the view.</summary>
    public ViewShape Shape { get; }

    public DatasetSchema Dataset => Shape.Dataset;

    public CompatibilityMode Mode => Shape.Mode;

    /// <summary>The queried index, or null for a static query.</summary>
    public string? Index => Query.Index;

    /// <inheritdoc cref="ViewShape.Columns"/>
    public IReadOnlyList<ViewColumn> Columns => Shape.Columns;

    /// <inheritdoc cref="ViewShape.ColumnsText"/>
    public string ColumnsText => Shape.ColumnsText;

    public IReadOnlyList<ViewEntity> Entities => Shape.Entities;

    public OutputColumn[] Outputs => Shape.Outputs;

    /// <inheritdoc cref="ViewShape.HasShownColumns"/>
    public bool HasShownColumns => Shape.HasShownColumns;

    public Schema OutputSchema => Shape.OutputSchema;

    /// <summary>Which rows are asked for, or null for a static query.</summary>
    public RowSelection? Rows { get; }

    /// <summary>The column whose entries alone make rows, or null.</summary>
    public ViewColumn? NotNull { get; }

    /// <summary>Whether no row can come out, whatever the data.</summary>
    public bool IsEmpty { get; }

    /// <inheritdoc cref="ViewShape.NeedsOtherIndexes"/>
    public bool NeedsOtherIndexes => Shape.NeedsOtherIndexes;

    /// <inheritdoc cref="ViewShape.NullsOf"/>
    public IArrowArray NullsOf(int output, int count) => Shape.NullsOf(output, count);

    /// <inheritdoc cref="ViewShape.FindEntity"/>
    public ViewEntity? FindEntity(EntityPath path) => Shape.FindEntity(path);

    /// <inheritdoc cref="ViewShape.CanClear"/>
    public bool CanClear(EntityPath path) => Shape.CanClear(path);
}
