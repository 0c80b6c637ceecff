using System.Collections;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;

namespace Rerun.Catalog;

/// <summary>
/// The columns of a dataset, or of one of its layers: indexes by name, then components by entity, archetype, component and component type.
/// Mirrors <c>rerun.catalog.Schema</c>.
/// </summary>
public sealed partial class DatasetSchema : IEnumerable<ColumnDescriptor>
{
    private readonly Lazy<Schema> _arrowSchema;
    private readonly Dictionary<string, ColumnDescriptor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntityPath Entity, string Component), ComponentColumnDescriptor> _byParts = [];

    /// <summary>Creates a schema; the columns are put in order.</summary>
    /// <param name="indexes">The indexes, with different names.</param>
    /// <param name="components">The component columns.</param>
    /// <param name="metadata">The metadata of the whole schema, or null for that of this library.</param>
    public DatasetSchema(
        IEnumerable<IndexColumnDescriptor> indexes,
        IEnumerable<ComponentColumnDescriptor> components,
        IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        IndexColumns = [.. indexes.OrderBy(index => index.IndexName, Utf8Order.Instance)];
        ComponentColumns =
        [
            .. components
                .OrderBy(column => column.EntityPath, EntityPathOrder.Instance)
                .ThenBy(column => column.Archetype ?? "", Utf8Order.Instance)
                .ThenBy(column => column.Component, Utf8Order.Instance)
                .ThenBy(column => column.ComponentType ?? "", Utf8Order.Instance),
        ];
        Metadata = metadata is null ? OwnMetadata : new Dictionary<string, string>(metadata);
        _arrowSchema = new Lazy<Schema>(ToArrow);
        foreach (var column in this)
        {
            _byName.TryAdd(column.Name, column);
        }

        foreach (var column in ComponentColumns)
        {
            _byParts.TryAdd((column.EntityPath, column.Component), column);
        }
    }

    private static readonly Dictionary<string, string> OwnMetadata = new() { [ColumnMetadata.SorbetVersionKey] = ColumnMetadata.SorbetVersion };

    /// <summary>The schema of a dataset without recordings: no columns, not even the row id.</summary>
    public static DatasetSchema Empty { get; } = new([], [], []) { HasRowId = false };

    /// <summary>The indexes (timelines), by name.</summary>
    public IReadOnlyList<IndexColumnDescriptor> IndexColumns { get; }

    /// <summary>The component columns, those of recording properties last.</summary>
    public IReadOnlyList<ComponentColumnDescriptor> ComponentColumns { get; }

    /// <summary>The metadata of the schema as a whole.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Whether the Arrow schema starts with the row id; only that of a dataset without recordings does not.</summary>
    public bool HasRowId { get; private init; } = true;

    /// <summary>The entities that have columns, in order of the columns.</summary>
    public IEnumerable<EntityPath> EntityPaths => ComponentColumns.Select(column => column.EntityPath).Distinct();

    /// <summary>The schema as a catalog server gives it: row id, indexes, components. Mirrors <c>DatasetEntry.arrow_schema()</c>.</summary>
    public Schema ArrowSchema => _arrowSchema.Value;

    /// <summary>The column of a component, or null. Mirrors <c>Schema.column_for</c>.</summary>
    /// <param name="entityPath">The entity.</param>
    /// <param name="component">The component identifier.</param>
    public ComponentColumnDescriptor? ColumnFor(EntityPath entityPath, string component) => _byParts.GetValueOrDefault((entityPath, component));

    /// <summary>The column of that name, or null; of several columns with one name the first. Names are looked up, never taken apart.</summary>
    /// <param name="name">The name as in results.</param>
    public ColumnDescriptor? ColumnForName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The column that a selector such as <c>/points:Points3D:positions</c> names. Mirrors <c>Schema.column_for_selector</c>.</summary>
    /// <param name="selector">A component column's name, or entity and component joined by a colon.</param>
    /// <exception cref="RerunException">There is no such column.</exception>
    public ComponentColumnDescriptor ColumnForSelector(string selector)
    {
        if (ColumnForName(selector) is ComponentColumnDescriptor named)
        {
            return named;
        }

        var colon = selector.IndexOf(':');
        return (colon < 0 ? null : ColumnFor(EntityPath.Parse(selector[..colon]), selector[(colon + 1)..])) ?? throw NoSuchColumn(selector);
    }

    /// <summary>The column that a selector names. Mirrors <c>Schema.column_for_selector</c>.</summary>
    /// <param name="selector">Entity and component.</param>
    /// <exception cref="RerunException">There is no such column.</exception>
    public ComponentColumnDescriptor ColumnForSelector(ComponentSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return ColumnFor(selector.EntityPath, selector.Component) ?? throw NoSuchColumn(selector.ToString());
    }

    /// <summary>Reads the schema that a catalog gives.</summary>
    /// <param name="schema">Row id, indexes and components, told apart by their metadata.</param>
    /// <exception cref="RerunException">An index is of a type that no index has.</exception>
    public static DatasetSchema FromArrow(Schema schema)
    {
        if (schema.FieldsList.Count == 0)
        {
            return Empty;
        }

        var indexes = new List<IndexColumnDescriptor>();
        var components = new List<ComponentColumnDescriptor>();
        foreach (var field in schema.FieldsList)
        {
            var kind = field.Metadata.Text(ColumnMetadata.Kind);
            if (ColumnMetadata.IsIndex(kind))
            {
                indexes.Add(ReadIndex(field));
            }
            else if (!ColumnMetadata.IsControl(kind))
            {
                components.Add(ReadComponent(field));
            }
        }

        return new DatasetSchema(indexes, components, schema.Metadata);
    }

    /// <summary>The indexes, then the components.</summary>
    public IEnumerator<ColumnDescriptor> GetEnumerator() => IndexColumns.Concat<ColumnDescriptor>(ComponentColumns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RerunException NoSuchColumn(string selector) => new(
        $"The dataset has no component column '{selector}'.{NearestNames.Hint(selector, ComponentColumns.Select(column => column.Name))}",
        RerunErrorCode.UnknownColumn);

    internal static bool IsListOfNull(IArrowType type) => type is ListType { ValueDataType: NullType };

    private static IndexColumnDescriptor ReadIndex(Field field)
    {
        var name = field.Metadata.Text(ColumnMetadata.IndexName) ?? field.Name;
        var kind = IndexColumnDescriptor.KindOf(field.DataType)
            ?? throw new RerunException(
                $"Index '{name}' is of type {field.DataType}; expected int64, duration[ns] or timestamp[ns].", RerunErrorCode.CorruptData);
        return new IndexColumnDescriptor(name, kind);
    }

    private static ComponentColumnDescriptor ReadComponent(Field field) =>
        new(
            EntityPath.Parse(field.Metadata.Text(ColumnMetadata.EntityPath) ?? "/"),
            field.Metadata.Text(ColumnMetadata.Component) ?? field.Name,
            field.DataType)
        {
            Archetype = field.Metadata.Text(ColumnMetadata.Archetype),
            ComponentType = field.Metadata.Text(ColumnMetadata.ComponentType),
            IsStatic = field.Metadata.Flag(ColumnMetadata.IsStatic),
            IsSemanticallyEmpty = field.Metadata.Flag(ColumnMetadata.IsSemanticallyEmpty),
            IsTombstone = field.Metadata.Flag(ColumnMetadata.IsTombstone),
        };

    private static Field RowIdField() => new(
        ColumnMetadata.RowIdName,
        new FixedSizeBinaryType(Tuid.Size),
        false,
        [
            new("ARROW:extension:metadata", """{"namespace":"row"}"""),
            new("ARROW:extension:name", "rerun.datatypes.TUID"),
            new(ColumnMetadata.Kind, ColumnMetadata.KindControl),
        ]);

    private Schema ToArrow()
    {
        IEnumerable<Field> rowId = HasRowId ? [RowIdField()] : [];
        return new Schema(rowId.Concat(this.Select(column => column.ToField())), Metadata);
    }
}
