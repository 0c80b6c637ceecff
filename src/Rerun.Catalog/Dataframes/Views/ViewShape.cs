using Rerun.Arrow;
using Rerun.Arrow.Selection;

namespace Rerun.Catalog.Dataframes.Views;

/// <summary>
/// What a view is apart from which of its rows are asked for: the columns that take part, and those that come out. Found once for all queries of a view
/// against one schema. Immutable.
/// </summary>
internal sealed class ViewShape
{
    private readonly DataframeQuery _query;
    private readonly Dictionary<EntityPath, ViewEntity> _entities;
    private readonly HashSet<EntityPath> _clearing = [];
    private readonly Lazy<string> _columnsText;
    private readonly IArrowArray?[] _nulls;

    public ViewShape(
        DataframeQuery query,
        DatasetSchema dataset,
        CompatibilityMode mode,
        IReadOnlyList<ViewColumn> columns,
        IReadOnlyList<OutputColumn> outputs,
        bool hasShownColumns)
    {
        _query = query;
        Dataset = dataset;
        Mode = mode;
        Columns = columns;
        Outputs = [.. outputs];
        _nulls = new IArrowArray?[Outputs.Length];
        HasShownColumns = hasShownColumns;
        OutputSchema = new Schema(outputs.Select(output => output.Field), dataset.Metadata);
        Entities = [.. columns.GroupBy(column => column.Descriptor.EntityPath).Select(group => new ViewEntity(group.Key, group))];
        _entities = Entities.ToDictionary(entity => entity.Path);
        NeedsOtherIndexes = outputs.Any(output => output.Kind == OutputKind.OtherIndex);
        _columnsText = new Lazy<string>(() => string.Join('\n', columns.Select(column => column.Descriptor.Name)));
        foreach (var entity in Entities)
        {
            _clearing.Add(entity.Path);
            _clearing.UnionWith(entity.Ancestors);
        }
    }

    public DatasetSchema Dataset { get; }

    public CompatibilityMode Mode { get; }

    /// <summary>All columns that take part, shown or not.</summary>
    public IReadOnlyList<ViewColumn> Columns { get; }

    /// <summary>The names of all columns that take part, as one text.</summary>
    public string ColumnsText => _columnsText.Value;

    public IReadOnlyList<ViewEntity> Entities { get; }

    public OutputColumn[] Outputs { get; }

    /// <summary>Whether the view, before projection, has any component column.</summary>
    public bool HasShownColumns { get; }

    public Schema OutputSchema { get; }

    /// <summary>Whether values of other indexes are asked for.</summary>
    public bool NeedsOtherIndexes { get; }

    /// <summary>So many nulls of a column of the result.</summary>
    public IArrowArray NullsOf(int output, int count)
    {
        // Small batches are alike in length, and most of their columns are null.
        if (Volatile.Read(ref _nulls[output]) is not { } nulls || nulls.Length != count)
        {
            nulls = NullArrays.Create(Outputs[output].Field.DataType, count);
            Volatile.Write(ref _nulls[output], nulls);
        }

        return nulls;
    }

    /// <summary>The view's entity of that path, or null.</summary>
    public ViewEntity? FindEntity(EntityPath path) => _entities.GetValueOrDefault(path);

    /// <summary>Whether clears of an entity can act on the view.</summary>
    public bool CanClear(EntityPath path) => _clearing.Contains(path);

    /// <summary>Whether a query differs from the one that this was made for only in the rows that it asks for.</summary>
    public bool Fits(DataframeQuery query) =>
        query.Index == _query.Index
        && query.IncludeSemanticallyEmptyColumns == _query.IncludeSemanticallyEmptyColumns
        && query.IncludeTombstoneColumns == _query.IncludeTombstoneColumns
        && query.Contents.Equals(_query.Contents)
        && (ReferenceEquals(query.Projection, _query.Projection)
            || (query.Projection is not null && _query.Projection is not null && query.Projection.SequenceEqual(_query.Projection)));
}
