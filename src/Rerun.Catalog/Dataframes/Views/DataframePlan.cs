using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A dataframe query against the schema of its dataset: what takes part and what comes out. Immutable.</summary>
internal sealed class DataframePlan
{
    private readonly ViewShape _shape;

    public DataframePlan(DataframeQuery query, ViewShape shape)
    {
        _shape = shape;
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

    public DatasetSchema Dataset => _shape.Dataset;

    public CompatibilityMode Mode => _shape.Mode;

    /// <summary>The queried index, or null for a static query.</summary>
    public string? Index => Query.Index;

    /// <inheritdoc cref="ViewShape.Columns"/>
    public IReadOnlyList<ViewColumn> Columns => _shape.Columns;

    /// <inheritdoc cref="ViewShape.ColumnsText"/>
    public string ColumnsText => _shape.ColumnsText;

    public IReadOnlyList<ViewEntity> Entities => _shape.Entities;

    public OutputColumn[] Outputs => _shape.Outputs;

    /// <inheritdoc cref="ViewShape.HasShownColumns"/>
    public bool HasShownColumns => _shape.HasShownColumns;

    public Schema OutputSchema => _shape.OutputSchema;

    /// <summary>Which rows are asked for, or null for a static query.</summary>
    public RowSelection? Rows { get; }

    /// <summary>The column whose entries alone make rows, or null.</summary>
    public ViewColumn? NotNull { get; }

    /// <summary>Whether no row can come out, whatever the data.</summary>
    public bool IsEmpty { get; }

    /// <inheritdoc cref="ViewShape.NeedsOtherIndexes"/>
    public bool NeedsOtherIndexes => _shape.NeedsOtherIndexes;

    /// <inheritdoc cref="ViewShape.NullsOf"/>
    public IArrowArray NullsOf(int output, int count) => _shape.NullsOf(output, count);

    /// <inheritdoc cref="ViewShape.FindEntity"/>
    public ViewEntity? FindEntity(EntityPath path) => _shape.FindEntity(path);

    /// <inheritdoc cref="ViewShape.CanClear"/>
    public bool CanClear(EntityPath path) => _shape.CanClear(path);
}
