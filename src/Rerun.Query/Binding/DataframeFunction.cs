using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Execution.Planning;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Expressions;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Binding;

/// <summary>
/// The table function <c>dataframe('dataset', index => .., ..)</c>: a dataframe query view with all its options. Arguments are expressions without
/// columns.
/// </summary>
internal sealed class DataframeFunction(BindingContext context, ExpressionBinder binder)
{
    public const string Name = "dataframe";

    private const string DatasetArgument = "dataset";

    // What counts values of an index that the view does not have; such values have no effect, as in the API.
    private static readonly IArrowType UnknownIndexType = Int64Type.Default;

    private static readonly Constant Null = new(null, NullType.Default);

    private static readonly string[] Options =
    [
        DatasetArgument, "index", "contents", "filter_partition_id", "filter_range", "filter_index_values", "using_index_values", "filter_is_not_null",
        "fill_latest_at", "include_semantically_empty_columns", "include_tombstone_columns",
    ];

    /// <summary>Binds a call.</summary>
    public LogicalPlan Bind(FunctionTableSyntax call)
    {
        Dictionary<string, ArgumentSyntax> arguments = NamedArguments(call);
        EntryDetails dataset = Dataset(arguments.GetValueOrDefault(DatasetArgument) ?? throw context.Error(
            RerunErrorCode.InvalidArgument, call, "dataframe(..) needs a dataset: dataframe('name', index => ..)."));
        if (!arguments.TryGetValue("index", out ArgumentSyntax? indexArgument))
        {
            throw context.Error(RerunErrorCode.InvalidArgument, call, "dataframe(..) needs index => 'timeline'; index => NULL is the static view.");
        }

        DatasetSchema schema = context.Catalog.DatasetSchema(dataset.Id);
        string? index = Text(indexArgument);
        IndexColumnDescriptor? column = index is null ? null : Index(schema, dataset, index, indexArgument);
        IArrowType? indexType = column?.StoreType ?? (index is null ? null : UnknownIndexType);
        var query = new DataframeQuery
        {
            Index = index,
            Contents = arguments.TryGetValue("contents", out ArgumentSyntax? contents) ? Contents(contents) : ViewContents.All,
            FilterIsNotNull = arguments.TryGetValue("filter_is_not_null", out ArgumentSyntax? notNull) ? Component(schema, notNull) : null,
            FillLatestAt = Flag(arguments, "fill_latest_at"),
            IncludeSemanticallyEmptyColumns = Flag(arguments, "include_semantically_empty_columns"),
            IncludeTombstoneColumns = Flag(arguments, "include_tombstone_columns"),
            PartitionIds = arguments.TryGetValue("filter_partition_id", out ArgumentSyntax? partitions) ? Texts(partitions) : null,
            Range = arguments.TryGetValue("filter_range", out ArgumentSyntax? range) ? Range(range, indexType) : null,
            FilterIndexValues = arguments.TryGetValue("filter_index_values", out ArgumentSyntax? values) ? FilterValues(values, indexType) : null,
        };
        if (arguments.TryGetValue("using_index_values", out ArgumentSyntax? sampled))
        {
            IArrowType type = indexType ?? UnknownIndexType;
            query = sampled.Value is MapExpression map
                ? query with { UsingIndexValuesPerPartition = ValuesPerPartition(map, type) }
                : query with { UsingIndexValues = IndexValues(sampled.Value, type) };
        }

        return new RelationResolver(context).Scan(dataset, query);
    }

    private Dictionary<string, ArgumentSyntax> NamedArguments(FunctionTableSyntax call)
    {
        var named = new Dictionary<string, ArgumentSyntax>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            ArgumentSyntax argument = call.Arguments[i];
            string name = argument.Name?.Text ?? (i == 0 ? DatasetArgument : throw context.Error(
                RerunErrorCode.InvalidArgument, argument, "After the dataset, the arguments of dataframe(..) are named: index => 'timeline'."));
            if (!Options.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                string hint = NearestName.Of(name, Options) is { } nearest ? $"Did you mean {nearest}?" : $"There are: {string.Join(", ", Options)}.";
                throw context.Error(RerunErrorCode.InvalidArgument, argument, $"dataframe(..) has no option {name}. {hint}");
            }

            if (!named.TryAdd(name, argument))
            {
                throw context.Error(RerunErrorCode.InvalidArgument, argument, $"The option {name} is given twice.");
            }
        }

        return named;
    }

    private EntryDetails Dataset(ArgumentSyntax argument)
    {
        string name = Text(argument) ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "The dataset is NULL.");
        if (context.Catalog.FindEntry(name, EntryKind.Dataset, EntryKind.BlueprintDataset) is { } dataset)
        {
            return dataset;
        }

        string hint = NearestName.Of(name, context.Catalog.Entries.Select(entry => entry.Name)) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw context.Error(RerunErrorCode.NotFound, argument, $"There is no dataset '{name}'.{hint}");
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

    private ViewContents Contents(ArgumentSyntax argument)
    {
        string text = Text(argument) ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "The contents are NULL.");
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
    private ComponentSelector Component(DatasetSchema schema, ArgumentSyntax argument)
    {
        string name = Text(argument) ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "The column is NULL.");
        if (schema.ColumnForName(name) is ComponentColumnDescriptor column)
        {
            return new ComponentSelector(column.EntityPath, column.Component);
        }

        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0
            ? new ComponentSelector(EntityPath.Parse(name[..colon]), name[(colon + 1)..])
            : throw context.Error(RerunErrorCode.UnknownColumn, argument, $"'{name}' names no component column; expected the form entity_path:component.");
    }

    private bool Flag(Dictionary<string, ArgumentSyntax> arguments, string name)
    {
        if (!arguments.TryGetValue(name, out ArgumentSyntax? argument))
        {
            return false;
        }

        return Value(argument.Value, SqlTypes.Boolean) is bool flag
            ? flag
            : throw context.Error(RerunErrorCode.InvalidArgument, argument, $"{name} is TRUE or FALSE.");
    }

    private string? Text(ArgumentSyntax argument) => (string?)Value(argument.Value, SqlTypes.Text);

    private string[] Texts(ArgumentSyntax argument) =>
        [.. ListItems(argument.Value).Select(item => (string?)Convert(item, SqlTypes.Text, argument.Value)).OfType<string>().Distinct()];

    private IndexRange Range(ArgumentSyntax argument, IArrowType? indexType)
    {
        Constant[] ends = [.. ListItems(argument.Value)];
        IArrowType type = indexType ?? throw context.Error(RerunErrorCode.InvalidArgument, argument, "filter_range needs an index; this view has none.");
        return ends.Length == 2 && Convert(ends[0], type, argument.Value) is var start && Convert(ends[1], type, argument.Value) is var end
            ? new IndexRange((long?)start ?? long.MinValue + 1, (long?)end ?? long.MaxValue)
            : throw context.Error(RerunErrorCode.InvalidArgument, argument, "filter_range is a list of two values, [start, end]; NULL is an open end.");
    }

    private long[] FilterValues(ArgumentSyntax argument, IArrowType? indexType)
    {
        long?[] values = ConvertItems(argument.Value, indexType ?? UnknownIndexType);
        return values.Distinct().Count() == values.Length
            ? [.. values.OfType<long>().Order()]
            : throw context.Error(RerunErrorCode.InvalidArgument, argument, "The values of filter_index_values must be unique.");
    }

    /// <summary>The values of a list, ascending and each once; NULL is none.</summary>
    private long[] IndexValues(SqlExpression list, IArrowType indexType)
    {
        long[] values = [.. ConvertItems(list, indexType).OfType<long>()];
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

    private long?[] ConvertItems(SqlExpression list, IArrowType indexType)
    {
        Constant[] items = [.. ListItems(list)];
        long?[] converted = new long?[items.Length];
        if (items is [{ Value: long, Type: FixedWidthType { BitWidth: 64 } type }, _, ..]
            && Array.TrueForAll(items, item => item.Value is long && ReferenceEquals(item.Type, type)))
        {
            ConvertTogether(items, type, indexType, list, converted);
            return converted;
        }

        for (int i = 0; i < items.Length; i++)
        {
            converted[i] = (long?)Convert(items[i], indexType, list);
        }

        return converted;
    }

    // Programs hand in many values of one type.
    private void ConvertTogether(Constant[] items, IArrowType type, IArrowType indexType, SqlExpression place, long?[] converted)
    {
        // Whether the type fits at all, one tells for all.
        Convert(items[0], indexType, place);
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

    private Dictionary<string, IReadOnlyList<long>> ValuesPerPartition(MapExpression map, IArrowType indexType)
    {
        var values = new Dictionary<string, IReadOnlyList<long>>();
        foreach (MapEntrySyntax entry in map.Entries)
        {
            string partition = (string?)Value(entry.Key, SqlTypes.Text)
                ?? throw context.Error(RerunErrorCode.InvalidArgument, entry.Key, "A partition id is NULL.");
            values[partition] = IndexValues(entry.Value, indexType);
        }

        return values;
    }

    /// <summary>The entries of a list: written down, a list parameter, several parameters in parentheses, or the empty sub-select that mappers make.</summary>
    private IEnumerable<Constant> ListItems(SqlExpression syntax)
    {
        switch (syntax)
        {
            case ListExpression list:
                return list.Items.Select(item => IsNone(item) ? Null : Evaluate(item));
            case RowExpression row:
                return row.Items.SelectMany(ListItems);
            case SubqueryExpression { Query.Body: SelectSyntax { Where: { } where } } when Evaluate(where).Value is false:
                return [];
        }

        Constant value = Evaluate(syntax);
        return value switch
        {
            { Value: object?[] items, Type: ListType type } => items.Select(item => new Constant(item, type.ValueDataType)),
            { Value: null } => [],
            _ => [value],
        };
    }

    // Lists are often pasted from Python; its word for NULL cannot be a column here.
    private static bool IsNone(SqlExpression item) => item is ColumnExpression { Parts.Count: 1, Name: { Quoted: false, Text: "None" } };

    private object? Value(SqlExpression syntax, IArrowType type) => Convert(Evaluate(syntax), type, syntax);

    private Constant Evaluate(SqlExpression syntax)
    {
        try
        {
            return ConstantFolding.Evaluate(binder.Bind(syntax), name => context.Parameters[name]);
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, syntax);
        }
    }

    private object? Convert(Constant value, IArrowType type, SqlExpression place)
    {
        try
        {
            return ((Constant)ConstantFolding.Fold(PlanBuilder.Coerce(value, type))).Value;
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, place);
        }
    }
}
