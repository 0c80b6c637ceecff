using Rerun.Arrow;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>A dataframe query against the schema of its dataset: what takes part and what comes out. Immutable.</summary>
internal sealed class DataframePlan
{
    private readonly Dictionary<EntityPath, ViewEntity> _entities;
    private readonly HashSet<EntityPath> _clearing = [];
    private readonly Lazy<string> _columnsText;

    public DataframePlan(
        DataframeQuery query,
        DatasetSchema dataset,
        CompatibilityMode mode,
        IReadOnlyList<ViewColumn> columns,
        IReadOnlyList<OutputColumn> outputs,
        bool hasShownColumns)
    {
        Query = query;
        Dataset = dataset;
        Mode = mode;
        Columns = columns;
        Outputs = outputs;
        HasShownColumns = hasShownColumns;
        OutputSchema = new Schema(outputs.Select(output => output.Field), dataset.Metadata);
        Entities = [.. columns.GroupBy(column => column.Descriptor.EntityPath).Select(group => new ViewEntity(group.Key, group))];
        _entities = Entities.ToDictionary(entity => entity.Path);
        Rows = query.Index is null ? null : new RowSelection(query);
        NotNull = query.FilterIsNotNull is { } selector && query.Index is not null && !Rows!.IsSampled
            ? columns.FirstOrDefault(column => column.Descriptor.EntityPath.Equals(selector.EntityPath) && column.Descriptor.Component == selector.Component)
            : null;
        IsEmpty = query.FilterIsNotNull is not null && query.Index is not null && !Rows!.IsSampled && NotNull is null;
        NeedsOtherIndexes = outputs.Any(output => output.Kind == OutputKind.OtherIndex);
        _columnsText = new Lazy<string>(() => string.Join('\n', columns.Select(column => column.Descriptor.Name)));
        foreach (var entity in Entities)
        {
            _clearing.Add(entity.Path);
            _clearing.UnionWith(entity.Ancestors);
        }
    }

    public DataframeQuery Query { get; }

    public DatasetSchema Dataset { get; }

    public CompatibilityMode Mode { get; }

    /// <summary>The queried index, or null for a static query.</summary>
    public string? Index => Query.Index;

    /// <summary>All columns that take part, shown or not.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; }

    /// <summary>The names of all columns that take part, as one text.</summary>
    public string ColumnsText => _columnsText.Value;

    public IReadOnlyList<ViewEntity> Entities { get; }

    public IReadOnlyList<OutputColumn> Outputs { get; }

    /// <summary>Whether the view, before projection, has any component column.</summary>
    public bool HasShownColumns { get; }

    public Schema OutputSchema { get; }

    /// <summary>Which rows are asked for, or null for a static query.</summary>
    public RowSelection? Rows { get; }

    /// <summary>The column whose entries alone make rows, or null.</summary>
    public ViewColumn? NotNull { get; }

    /// <summary>Whether no row can come out, whatever the data.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether values of other indexes are asked for.</summary>
    public bool NeedsOtherIndexes { get; }

    /// <summary>The view's entity of that path, or null.</summary>
    public ViewEntity? FindEntity(EntityPath path) => _entities.GetValueOrDefault(path);

    /// <summary>Whether clears of an entity can act on the view.</summary>
    public bool CanClear(EntityPath path) => _clearing.Contains(path);
}
