using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql;
using Rerun.Query.Sql.Printing;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Binding;

/// <summary>
/// Finds the relation that a name means, in this order: a table; <c>dataset.timeline</c> and <c>dataset.__x</c>; the timeline alone in the
/// current dataset; the same with a leading <c>rerun.</c> or <c>rerun.public.</c> taken off.
/// </summary>
internal sealed class RelationResolver(BindingContext context)
{
    /// <summary>The name of the catalog in qualified names.</summary>
    public const string CatalogName = "rerun";

    /// <summary>The name of the schema of tables in qualified names.</summary>
    public const string TableSchemaName = "public";

    private const string EntriesName = "__entries";
    internal const string StaticName = "__static";
    internal const string PartitionsName = "__partitions";
    internal const string ManifestName = "__manifest";
    internal const string IndexesName = "__indexes";

    /// <summary>The relations of a dataset that are no timelines.</summary>
    internal static readonly string[] DatasetFrames = [StaticName, PartitionsName, ManifestName, IndexesName];

    /// <summary>The relation and the parts of its name.</summary>
    /// <exception cref="RerunException">There is none; the message says what there is instead.</exception>
    public (LogicalPlan Plan, IReadOnlyList<string> Name) Resolve(QualifiedName name)
    {
        SqlName[] parts = [.. name.Parts];
        if (TryResolve(parts, name) is { } found)
        {
            return found;
        }

        if (parts.Length > 1 && NameMatching.Fits(CatalogName, parts[0]))
        {
            if (TryResolve(parts[1..], name) is { } inCatalog)
            {
                return inCatalog;
            }

            // Views and tables are in the schema public.
            if (parts.Length > 2 && NameMatching.Fits(TableSchemaName, parts[1]) && TryResolve(parts[2..], name) is { } inSchema)
            {
                return inSchema;
            }
        }

        return parts.Length > 1 && NameMatching.Fits(TableSchemaName, parts[0]) && TryResolve(parts[1..], name) is { } inPublic
            ? inPublic
            : throw Unknown(parts, name);
    }

    /// <summary>The view of a dataset on an index, or the static view, with all contents.</summary>
    public LogicalPlan Scan(EntryDetails dataset, DataframeQuery query)
    {
        Schema schema = context.Catalog.DataframeSchema(dataset.Id, query);
        return new DataframeScan(new DatasetReference(dataset.Id, dataset.Name), query, schema.FieldsList.ToPlanList());
    }

    /// <summary>The dataset that a name means, or null.</summary>
    public EntryDetails? FindDataset(SqlName name, SqlNode place) => Find(Datasets(), name, place);

    /// <summary>The dataset that a name of several parts means, or null.</summary>
    public EntryDetails? FindDataset(QualifiedName name) => InCatalog(name, parts => FindDataset(Joined(parts), name));

    /// <summary>The table that a name means, or null.</summary>
    public EntryDetails? FindTable(QualifiedName name) =>
        InCatalog(name, parts => Find(context.Catalog.Entries.Where(entry => entry.Kind == EntryKind.Table), Joined(parts), name));

    /// <summary>The view that a name means, or null.</summary>
    public ViewDefinition? FindView(QualifiedName name)
    {
        ViewDefinition? found = null;
        InCatalog(name, parts =>
        {
            found ??= FindView(Joined(parts), name);
            return null;
        });
        return found;
    }

    private ViewDefinition? FindView(SqlName name, SqlNode place)
    {
        IEnumerable<ViewDefinition> views = context.NewView is { } made ? context.Catalog.Views.Where(view => view.Name != made.Name).Append(made) : context.Catalog.Views;
        ViewDefinition? found = NameMatching.Single(views, view => view.Name, name, out bool isAmbiguous);
        return isAmbiguous ? throw context.Error(RerunErrorCode.Ambiguous, place, $"More than one view is named {name.Text} but for case; use double quotes.") : found;
    }

    /// <summary>The table that rows can be written to.</summary>
    /// <exception cref="RerunException">There is none of that name, or it is a relation of another kind.</exception>
    public EntryDetails Table(QualifiedName name)
    {
        if (FindTable(name) is { } table && !IsSystemTable(table.Name))
        {
            return table;
        }

        // What is no relation at all is told by this; all else can be read only.
        Resolve(name);
        throw context.Error(RerunErrorCode.InvalidArgument, name, $"{context.TextOf(name)} is no table that rows can be inserted into; recordings are registered with CALL register(..).");
    }

    /// <summary>Whether a table is made by the catalog itself.</summary>
    public static bool IsSystemTable(string name) => name == EntriesName;

    /// <summary>The timeline or frame of a dataset, <c>dataset.timeline</c>, that a new relation of this name would hide; null if it hides none.</summary>
    public string? HiddenBy(string name)
    {
        foreach (EntryDetails dataset in Datasets().Where(dataset => name.StartsWith($"{dataset.Name}.", StringComparison.OrdinalIgnoreCase)))
        {
            string rest = name[(dataset.Name.Length + 1)..];
            if (context.Catalog.DatasetSchema(dataset.Id).IndexColumns.Select(column => column.IndexName).Concat(DatasetFrames)
                .FirstOrDefault(known => known.Equals(rest, StringComparison.OrdinalIgnoreCase)) is { } hidden)
            {
                return $"{dataset.Name}.{hidden}";
            }
        }

        return null;
    }

    /// <summary>The entry of a name, or of what is left without the catalog's and the schema's.</summary>
    private static EntryDetails? InCatalog(QualifiedName name, Func<SqlName[], EntryDetails?> find)
    {
        SqlName[] parts = [.. name.Parts];
        EntryDetails? found = find(parts);
        if (found is not null || parts.Length == 1 || !NameMatching.Fits(CatalogName, parts[0]))
        {
            return found;
        }

        return find(parts[1..]) ?? (parts.Length > 2 && NameMatching.Fits(TableSchemaName, parts[1]) ? find(parts[2..]) : null);
    }

    private (LogicalPlan Plan, IReadOnlyList<string> Name)? TryResolve(SqlName[] parts, QualifiedName place)
    {
        if (parts.Length == 2 && NameMatching.Fits(InformationSchema.Name, parts[0]) && InformationSchema.Find(parts[1].Text, context) is { } discovery)
        {
            return (TableScan.Of(discovery), [InformationSchema.Name, parts[1].Text]);
        }

        if (TryTable(parts, place) is { } table)
        {
            return table;
        }

        if (FindView(Joined(parts), place) is { } view)
        {
            return (ViewBinder.Rows(context, place, view), [.. parts.Select(part => part.Text)]);
        }

        // A dataset's name may itself have dots: the last part is the timeline, the parts before it joined are the dataset.
        for (int split = parts.Length - 1; split >= 1; split--)
        {
            if (FindDataset(Joined(parts[..split]), place) is { } dataset && TryInDataset(dataset, Joined(parts[split..]), place) is { } plan)
            {
                return (plan, [dataset.Name, .. plan is DataframeScan { Query.Index: { } index } ? [index] : parts[split..].Select(part => part.Text)]);
            }
        }

        if (context.CurrentDataset is { } current && context.Catalog.FindEntry(current, EntryKind.Dataset, EntryKind.BlueprintDataset) is { } implied
            && TryInDataset(implied, Joined(parts), place) is { } impliedPlan)
        {
            return (impliedPlan, [implied.Name, impliedPlan is DataframeScan { Query.Index: { } timeline } ? timeline : parts[^1].Text]);
        }

        return null;
    }

    private (LogicalPlan Plan, IReadOnlyList<string> Name)? TryTable(SqlName[] parts, QualifiedName place)
    {
        SqlName name = Joined(parts);
        if (NameMatching.Fits(EntriesName, name))
        {
            RecordBatch entries = context.Catalog.EntryTable;
            return (TableScan.Of(new BatchSource(EntriesName, entries)), [EntriesName]);
        }

        if (Find(context.Catalog.Entries.Where(entry => entry.Kind == EntryKind.Table), name, place) is { } table)
        {
            return (TableScan.Of(new CatalogTableSource(table, context.Catalog.TableSchema(table.Id), context.Catalog.Catalog)), [.. parts.Select(part => part.Text)]);
        }

        return null;
    }

    private LogicalPlan? TryInDataset(EntryDetails dataset, SqlName name, SqlNode place)
    {
        if (NameMatching.Fits(StaticName, name))
        {
            return Scan(dataset, new DataframeQuery { Index = null, Contents = ViewContents.All });
        }

        if (NameMatching.Fits(PartitionsName, name))
        {
            return TableScan.Of(new BatchSource($"{dataset.Name}.{PartitionsName}", WithPartitionColumn(context.Catalog.PartitionTable(dataset.Id))));
        }

        if (NameMatching.Fits(ManifestName, name))
        {
            return TableScan.Of(new BatchSource($"{dataset.Name}.{ManifestName}", WithPartitionColumn(context.Catalog.Manifest(dataset.Id))));
        }

        if (NameMatching.Fits(IndexesName, name))
        {
            return TableScan.Of(new BatchSource($"{dataset.Name}.{IndexesName}", IndexTable.Of(context.Catalog.Indexes(dataset.Id))));
        }

        IndexColumnDescriptor? index = NameMatching.Single(
            context.Catalog.DatasetSchema(dataset.Id).IndexColumns, column => column.IndexName, name, out bool isAmbiguous);
        return isAmbiguous
            ? throw context.Error(RerunErrorCode.Ambiguous, place, $"More than one timeline of {dataset.Name} is named {name.Text} but for case; use double quotes.")
            : index is null ? null : Scan(dataset, new DataframeQuery { Index = index.IndexName, Contents = ViewContents.All });
    }

    // Newer servers call partitions segments; here the column has one name whatever the server.
    private static RecordBatch WithPartitionColumn(RecordBatch batch)
    {
        int segment = batch.Schema.GetFieldIndex("rerun_segment_id");
        return segment < 0 || batch.Schema.GetFieldIndex(DataframeScan.PartitionColumn) >= 0
            ? batch
            : batch.WithSchema(batch.Schema.SetField(segment, batch.Schema.GetFieldByIndex(segment).WithName(DataframeScan.PartitionColumn)));
    }

    private IEnumerable<EntryDetails> Datasets() =>
        context.Catalog.Entries.Where(entry => entry.Kind is EntryKind.Dataset or EntryKind.BlueprintDataset);

    private EntryDetails? Find(IEnumerable<EntryDetails> entries, SqlName name, SqlNode place)
    {
        EntryDetails? found = NameMatching.Single(entries, entry => entry.Name, name, out bool isAmbiguous);
        return isAmbiguous ? throw context.Error(RerunErrorCode.Ambiguous, place, $"More than one entry is named {name.Text} but for case; use double quotes.") : found;
    }

    private static SqlName Joined(SqlName[] parts) =>
        parts.Length == 1 ? parts[0] : new SqlName(default, string.Join('.', parts.Select(part => part.Text)), parts.Any(part => part.Quoted));

    private RerunException Unknown(SqlName[] parts, QualifiedName place)
    {
        for (int split = parts.Length; split >= 1; split--)
        {
            if (FindDataset(Joined(parts[..split]), place) is { } dataset)
            {
                return context.Error(RerunErrorCode.NotFound, place, DatasetMessage(dataset, split == parts.Length ? null : Joined(parts[split..]).Text));
            }
        }

        string name = context.TextOf(place);
        if (parts.Length == 1 && context.CurrentDataset is { } current && context.Catalog.FindEntry(current, EntryKind.Dataset, EntryKind.BlueprintDataset) is null)
        {
            return context.Error(
                RerunErrorCode.NotFound, place, $"There is no relation {name}, nor the dataset {SqlPrinter.Identifier(current)} that the connection names. {ThereAre()}");
        }

        string? nearest = NearestName.Of(parts.Length > 1 ? parts[^2].Text : parts[0].Text, Known());
        string hint = nearest is not null ? $" Did you mean {SqlPrinter.Identifier(nearest)}?"
            : $" {ThereAre()}";
        return context.Error(RerunErrorCode.NotFound, place, $"There is no relation {name}.{hint}");
    }

    // What belongs to the session is named first: it is what hides the rest.
    private IEnumerable<string> Known() =>
        [.. context.Views.Keys, .. context.Tables.Keys, .. context.Catalog.Views.Select(view => view.Name), .. context.Catalog.Entries.Select(entry => entry.Name)];

    private string ThereAre() => Known().Any()
        ? $"The catalog has: {string.Join(", ", Known().Take(10).Select(SqlPrinter.Identifier))}."
        : "The catalog is empty.";

    private string DatasetMessage(EntryDetails dataset, string? timeline)
    {
        string[] timelines = [.. context.Catalog.DatasetSchema(dataset.Id).IndexColumns.Select(column => column.IndexName)];
        string list = string.Join(", ", timelines.Concat(DatasetFrames).Select(name => $"{SqlPrinter.Identifier(dataset.Name)}.{SqlPrinter.Identifier(name)}"));
        return timeline is null
            ? $"{dataset.Name} is a dataset; name one of its timelines: {list}."
            : NearestName.Of(timeline, timelines) is { } nearest
                ? $"The dataset {dataset.Name} has no timeline {timeline}. Did you mean {SqlPrinter.Identifier(dataset.Name)}.{SqlPrinter.Identifier(nearest)}?"
                : $"The dataset {dataset.Name} has no timeline {timeline}. It has: {list}.";
    }
}
