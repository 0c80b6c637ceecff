using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;

namespace Rerun.Query.Binding;

/// <summary>The table functions that ask the catalog: <c>search_fts</c>, <c>search_vector</c>, <c>chunks</c>, <c>tasks</c>.</summary>
internal static class CatalogFunctions
{
    private const string FullText = "search_fts";
    private const string Vector = "search_vector";
    private const string Chunks = "chunks";
    private const string Tasks = "tasks";

    /// <summary>The rows of a call, or null where there is no function of that name.</summary>
    public static LogicalPlan? TryBind(BindingContext context, FunctionTableSyntax call)
    {
        string name = call.Name.Last.Text.ToLowerInvariant();
        ITableSource? source = name switch
        {
            FullText => SearchText(context, call, Arguments("dataset", "query", "column")),
            Vector => SearchVector(context, call, Arguments("dataset", "query", "column", "top_k")),
            Chunks => ListChunks(context, Arguments("dataset", "partition_id")),
            Tasks => new BatchSource(Tasks, context.Catalog.Tasks(Arguments("ids").Texts("ids") ?? [])),
            _ => null,
        };

        // A task goes on by itself, and a list of chunks is too long to be kept.
        context.Uses.IsMomentary |= name is Chunks or Tasks;
        return source is null ? null : TableScan.Of(source);

        ConstantArguments Arguments(params string[] names) => new(context, call, name, call.Arguments, names);
    }

    private static SearchSource SearchText(BindingContext context, FunctionTableSyntax call, ConstantArguments arguments)
    {
        EntryDetails dataset = arguments.Dataset();
        IArrowArray query = new StringArray.Builder().Append(arguments.RequiredText("query")).Build();
        return Search(context, call, dataset, new IndexSearch(Column(context, arguments, dataset), query, IndexSearchKind.FullText));
    }

    private static SearchSource SearchVector(BindingContext context, FunctionTableSyntax call, ConstantArguments arguments)
    {
        EntryDetails dataset = arguments.Dataset();
        IArrowArray query = new FloatArray.Builder().Append(arguments.Vector("query")).Build();
        int topK = arguments.Integer("top_k") ?? throw arguments.Invalid(call, $"{Vector}(..) needs the argument top_k: the greatest number of hits.");
        return Search(context, call, dataset, new IndexSearch(Column(context, arguments, dataset), query, IndexSearchKind.Vector, topK));
    }

    private static SearchSource Search(BindingContext context, FunctionTableSyntax call, EntryDetails dataset, IndexSearch search)
    {
        try
        {
            return new SearchSource(
                $"{call.Name.Last.Text.ToLowerInvariant()}({dataset.Name})", context.Catalog.SearchSchema(dataset.Id, search), context.Catalog.Catalog, dataset.Id, search);
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, call);
        }
    }

    private static IndexedColumn Column(BindingContext context, ConstantArguments arguments, EntryDetails dataset)
    {
        string selector = arguments.RequiredText("column");
        try
        {
            ComponentColumnDescriptor column = context.Catalog.DatasetSchema(dataset.Id).ColumnForSelector(selector);
            return new IndexedColumn(column.EntityPath, new ComponentDescriptor(column.Component, column.Archetype, column.ComponentType));
        }
        catch (RerunException error) when (error.Position == 0)
        {
            throw context.Located(error, arguments.Find("column")!);
        }
    }

    private static BatchSource ListChunks(BindingContext context, ConstantArguments arguments)
    {
        EntryDetails dataset = arguments.Dataset();
        try
        {
            return new BatchSource($"{Chunks}({dataset.Name})", ChunkTable.Of(context.Catalog.Chunks(dataset.Id, arguments.Text("partition_id"))));
        }
        catch (RerunNotFoundException error) when (error.Position == 0 && arguments.Find("partition_id") is { } place)
        {
            throw context.Located(error, place);
        }
    }
}
