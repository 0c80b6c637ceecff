using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;

namespace Rerun.Query.Optimizer.Fetching;

/// <summary>Tells which columns of a scan may take much memory in one row, and takes them out of it.</summary>
/// <param name="readsOutlines">Whether the catalog finds the rows of a view without reading such columns.</param>
internal sealed class WideColumns(bool readsOutlines)
{
    /// <summary>The scan without its wide columns; whole if there are none, or if leaving them out would read them all the same.</summary>
    public LatePlan Split(DataframeScan scan)
    {
        DataframeQuery query = scan.Query;
        int[] wide = [.. Enumerable.Range(0, scan.Fields.Count).Where(i => SelectorOf(scan.Fields[i]) is not null && IsWide(scan.Fields[i].DataType))];

        // Rows at given instants are filled from outside the range too.
        if (wide.Length == 0 || query.Index is not { } index || scan.IndexType is not { } indexType || (query.FillLatestAt && query.Range is not null))
        {
            return LatePlan.Whole(scan);
        }

        var fields = scan.Fields.Where((_, i) => !wide.Contains(i)).ToList();
        int partitionPlace = PlaceOf(DataframeScan.PartitionColumn, StringType.Default);
        int indexPlace = PlaceOf(index, indexType);
        DataframeQuery lean = query with { Projection = [.. fields.Select(field => field.Name)] };
        DataframeQuery late = new()
        {
            Index = index,
            Contents = query.Contents,
            IncludeSemanticallyEmptyColumns = query.IncludeSemanticallyEmptyColumns,
            IncludeTombstoneColumns = query.IncludeTombstoneColumns,
            FillLatestAt = query.FillLatestAt,
            Projection = [.. wide.Select(i => scan.Fields[i].Name)],
        };
        if (LeastContents(query, fields, index) is { } least)
        {
            // One column makes the rows: nothing has to be known of the others to find them.
            lean = lean with { Contents = least };
            late = late with { Contents = ContentsOf(query, wide.Select(i => SelectorOf(scan.Fields[i])!)) ?? late.Contents };
        }
        else if (!readsOutlines)
        {
            return LatePlan.Whole(scan);
        }

        var handle = new ScanHandle();
        int[] places = new int[scan.Fields.Count];
        for (int i = 0, next = 0; i < places.Length; i++)
        {
            places[i] = wide.Contains(i) ? -1 : next++;
        }

        return new LatePlan(
            scan,
            scan with { Query = lean, Fields = fields.ToPlanList(), Handle = handle },
            places,
            [new LateColumns(handle, scan.Dataset, late, wide.ToPlanList(), partitionPlace, indexPlace, Pays: false)]);

        int PlaceOf(string name, IArrowType type)
        {
            int place = fields.FindIndex(field => field.Name == name);
            if (place >= 0)
            {
                return place;
            }

            fields.Add(new Field(name, type, nullable: false));
            return fields.Count - 1;
        }
    }

    // Images, encoded video, tensors, line strips: a value that is itself of any length.
    private static bool IsWide(IArrowType type) => type is ListType { ValueDataType: var value } && IsOfAnyLength(value);

    private static bool IsOfAnyLength(IArrowType type) => type switch
    {
        BinaryType or LargeBinaryType or BinaryViewType => true,
        ListType or LargeListType or ListViewType or LargeListViewType => true,
        FixedSizeListType list => IsOfAnyLength(list.ValueDataType),
        StructType or UnionType => ((NestedType)type).Fields.Any(field => IsOfAnyLength(field.DataType)),
        _ => false,
    };

    private static ComponentSelector? SelectorOf(Field field) =>
        field.HasMetadata
        && field.Metadata.GetValueOrDefault("rerun:kind") == "data"
        && field.Metadata.TryGetValue("rerun:entity_path", out string? path)
        && field.Metadata.TryGetValue("rerun:component", out string? component)
            ? new ComponentSelector(Catalog.EntityPath.Parse(path), component)
            : null;

    /// <summary>The contents that the lean columns alone need, if one column makes the rows; else null.</summary>
    private static ViewContents? LeastContents(DataframeQuery query, List<Field> fields, string index)
    {
        if (query is not { FilterIsNotNull: { } notNull, UsingIndexValues: null, UsingIndexValuesPerPartition: null })
        {
            return null;
        }

        var components = new HashSet<ComponentSelector> { notNull };
        foreach (Field field in fields)
        {
            if (SelectorOf(field) is { } selector)
            {
                components.Add(selector);
            }
            else if (field.Name != index && field.Name != DataframeScan.PartitionColumn)
            {
                // The value of another index is the greatest among those of all cells of the row.
                return null;
            }
        }

        return ContentsOf(query, components);
    }

    /// <summary>Contents of given components, if they can be written and are within those of a view; else null.</summary>
    private static ViewContents? ContentsOf(DataframeQuery query, IEnumerable<ComponentSelector> components)
    {
        ComponentSelector[] all = [.. components];
        var contents = ViewContents.FromDictionary(all
            .GroupBy(component => component.EntityPath)
            .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key.ToString(), group.Select(component => component.Component).Distinct().Order(StringComparer.Ordinal).ToArray())));
        return Array.TrueForAll(all, component => contents.Contains(component.EntityPath, component.Component) && query.Contents.Contains(component.EntityPath, component.Component))
            ? contents
            : null;
    }
}
