using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>
/// The table function <c>dataframe('dataset', index => .., ..)</c>: a dataframe query view with all its options. Arguments are expressions without
/// columns.
/// </summary>
internal sealed class DataframeFunction(BindingContext context)
{
    public const string Name = "dataframe";

    private const string DatasetArgument = "dataset";

    // What counts values of an index that the view does not have; such values have no effect, as in the API.
    private static readonly IArrowType UnknownIndexType = Int64Type.Default;

    private static readonly string[] Options =
    [
        DatasetArgument, "index", "contents", "filter_partition_id", "filter_range", "filter_index_values", "using_index_values", "filter_is_not_null",
        "fill_latest_at", "include_semantically_empty_columns", "include_tombstone_columns",
    ];

    /// <summary>Binds a call.</summary>
    public LogicalPlan Bind(FunctionTableSyntax call)
    {
        var arguments = new ConstantArguments(context, call, Name, call.Arguments, Options, positional: 1);
        if (arguments.Find(DatasetArgument) is null)
        {
            throw context.Error(RerunErrorCode.InvalidArgument, call, "dataframe(..) needs a dataset: dataframe('name', index => ..).");
        }

        EntryDetails dataset = arguments.Dataset();
        if (arguments.Find("index") is not { } indexArgument)
        {
            throw context.Error(RerunErrorCode.InvalidArgument, call, "dataframe(..) needs index => 'timeline'; index => NULL is the static view.");
        }

        DatasetSchema schema = context.Catalog.DatasetSchema(dataset.Id);
        string? index = arguments.Text(indexArgument);
        IndexColumnDescriptor? column = index is null ? null : Index(schema, dataset, index, indexArgument);
        IArrowType? indexType = column?.StoreType ?? (index is null ? null : UnknownIndexType);
        var query = new DataframeQuery
        {
            Index = index,
            Contents = arguments.Find("contents") is { } contents ? Contents(arguments, contents) : ViewContents.All,
            FilterIsNotNull = arguments.Find("filter_is_not_null") is { } notNull ? Component(arguments, schema, notNull) : null,
            FillLatestAt = arguments.Flag("fill_latest_at"),
            IncludeSemanticallyEmptyColumns = arguments.Flag("include_semantically_empty_columns"),
            IncludeTombstoneColumns = arguments.Flag("include_tombstone_columns"),
            PartitionIds = arguments.Texts("filter_partition_id")?.Distinct().ToArray(),
            Range = arguments.Find("filter_range") is { } range ? Range(arguments, range, indexType) : null,
            FilterIndexValues = arguments.Find("filter_index_values") is { } values ? FilterValues(arguments, values, indexType) : null,
        };
        if (arguments.Find("using_index_values") is { } sampled)
        {
            IArrowType type = indexType ?? UnknownIndexType;
            query = sampled.Value is MapExpression map
                ? query with { UsingIndexValuesPerPartition = ValuesPerPartition(arguments, map, type) }
                : query with { UsingIndexValues = IndexValues(arguments, sampled.Value, type) };
        }

        return new RelationResolver(context).Scan(dataset, query);
    }

    private IndexColumnDescriptor? Index(DatasetSchema schema, EntryDetails dataset, string name, ArgumentSyntax place)
    {
        IndexColumnDescriptor? column = schema.IndexColumns.FirstOrDefault(column => column.IndexName == name);
        if (column is not null || context.AllowsUnknownIndexes)
        {
            return column;
        }

        IEnumerable<string> names = schema.IndexColumns.Select(column => column.IndexName);
        string hint = NearestName.Of(name, names) is { } nearest ? $"Did you mean '{nearest}'?" : $"It has: {string.Join(", ", names)}.";
        throw context.Error(RerunErrorCode.NotFound, place, $"The dataset {dataset.Name} has no timeline '{name}'. {hint}");
    }

    private ViewContents Contents(ConstantArguments arguments, ArgumentSyntax argument)
    {
        string text = arguments.Text(argument) ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "The contents are NULL.");
        if (text.AsSpan().Trim() is ['[', ..] or "null")
        {
            throw context.Error(
                RerunErrorCode.InvalidArgument,
                argument,
                "contents is an entity path filter such as '/camera/**', or a JSON object of filters and components; this is JSON of another kind.");
        }

        try
        {
            return ViewContents.Parse(text);
        }
        catch (ArgumentException e)
        {
            throw context.Error(RerunErrorCode.InvalidArgument, argument, e.Message);
        }
    }

    // As in the API, a column that the view does not have gives no rows; it is no error.
    private ComponentSelector Component(ConstantArguments arguments, DatasetSchema schema, ArgumentSyntax argument)
    {
        string name = arguments.Text(argument) ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "The column is NULL.");
        if (schema.ColumnForName(name) is ComponentColumnDescriptor column)
        {
            return new ComponentSelector(column.EntityPath, column.Component);
        }

        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            ? new ComponentSelector(EntityPath.Parse(name[..colon]), name[(colon + 1)..])
            : throw context.Error(RerunErrorCode.UnknownColumn, argument, $"'{name}' names no component column; expected the form entity_path:component.");
    }

    private IndexRange Range(ConstantArguments arguments, ArgumentSyntax argument, IArrowType? indexType)
    {
        Constant[] ends = [.. arguments.ListItems(argument.Value)];
        IArrowType type = indexType ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "filter_range needs an index; this view has none.");
        return ends.Length == 2 && arguments.Convert(ends[0], type, argument.Value) is var start && arguments.Convert(ends[1], type, argument.Value) is var end
            ? new IndexRange((long?)start ?? long.MinValue + 1, (long?)end ?? long.MaxValue)
            : throw context.Error(RerunErrorCode.InvalidArgument, argument, "filter_range is a list of two values, [start, end]; NULL is an open end.");
    }

    private long[] FilterValues(ConstantArguments arguments, ArgumentSyntax argument, IArrowType? indexType)
    {
        long?[] values = ConvertItems(arguments, argument.Value, indexType ?? UnknownIndexType);
        return values.Distinct().Count() == values.Length
            ? [.. values.OfType<long>().Order()]
            : throw context.Error(RerunErrorCode.InvalidArgument, argument, "The values of filter_index_values must be unique.");
    }

    /// <summary>The values of a list, ascending and each once; NULL is none.</summary>
    private long[] IndexValues(ConstantArguments arguments, SqlExpression list, IArrowType indexType)
    {
        long[] values = [.. ConvertItems(arguments, list, indexType).OfType<long>()];
        Array.Sort(values);
        int count = 0;
        foreach (long value in values)
        {
            if (count == 0 || values[count - 1] != value)
            {
                values[count++] = value;
            }
        }

        return count == values.Length ? values : values[..count];
    }

    private long?[] ConvertItems(ConstantArguments arguments, SqlExpression list, IArrowType indexType)
    {
        Constant[] items = [.. arguments.ListItems(list)];
        long?[] converted = new long?[items.Length];
        if (items is [{ Value: long, Type: FixedWidthType { BitWidth: 64 } type }, _, ..]
            && Array.TrueForAll(items, item => item.Value is long && ReferenceEquals(item.Type, type)))
        {
            ConvertTogether(arguments, items, type, indexType, list, converted);
            return converted;
        }

        for (int i = 0; i < items.Length; i++)
        {
            converted[i] = (long?)arguments.Convert(items[i], indexType, list);
        }

        return converted;
    }

    // Programs hand in many values of one type.
    private void ConvertTogether(
        ConstantArguments arguments, Constant[] items, IArrowType type, IArrowType indexType, SqlExpression place, long?[] converted)
    {
        // Whether the type fits at all, one tells for all.
        arguments.Convert(items[0], indexType, place);
        long[] values = Array.ConvertAll(items, item => (long)item.Value!);
        ReadOnlySpan<long> results = values;
        if (!SqlTypes.Same(type, indexType))
        {
            try
            {
                results = NewArrays.ValuesOf<long>(ExpressionCompiler.ConversionOf(type, indexType).Convert(NewArrays.Fixed<long>(type, values), false));
            }
            catch (RerunException error) when (error.Position == 0)
            {
                throw context.Located(error, place);
            }
        }

        for (int i = 0; i < converted.Length; i++)
        {
            converted[i] = results[i];
        }
    }

    private Dictionary<string, IReadOnlyList<long>> ValuesPerPartition(ConstantArguments arguments, MapExpression map, IArrowType indexType)
    {
        var values = new Dictionary<string, IReadOnlyList<long>>();
        foreach (MapEntrySyntax entry in map.Entries)
        {
            string partition = (string?)arguments.Value(entry.Key, SqlTypes.Text)
                ?? throw context.Error(RerunErrorCode.InvalidArgument, entry.Key, "A partition id is NULL.");
            values[partition] = IndexValues(arguments, entry.Value, indexType);
        }

        return values;
    }
}
