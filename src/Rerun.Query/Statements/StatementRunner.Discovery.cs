using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Binding;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Statements;

/// <content>DESCRIBE and SHOW.</content>
internal sealed partial class StatementRunner
{
    private static readonly string[] DescriptionColumns = ["column_name", "column_type", "is_nullable", "kind", "entity_path", "component", "component_type"];

    private async ValueTask<QueryResult> DescribeAsync(DescribeStatement describe, CancellationToken cancellationToken)
    {
        IEnumerable<Field> fields = await BindWithAsync(context => FieldsOf(describe, context), cancellationToken).ConfigureAwait(false);
        return Description(fields);
    }

    private static IEnumerable<Field> FieldsOf(DescribeStatement describe, BindingContext context) =>
        describe.Name is { } name ? FieldsOf(name, context) : new QueryBinder(context).Bind(describe.Query!).Fields;

    // A dataset's name alone is no relation, but it can be described: all its columns.
    private static IEnumerable<Field> FieldsOf(QualifiedName name, BindingContext context)
    {
        var resolver = new RelationResolver(context);
        return name.Parts.Count == 1 && resolver.FindDataset(name.Last, name) is { } dataset
            ? context.Catalog.DatasetSchema(dataset.Id).ArrowSchema.FieldsList
            : new QueryBinder(context).BindRelation(name).Plan.Fields;
    }

    private static QueryResult Description(IEnumerable<Field> fields) => TextRows.Of(DescriptionColumns, fields.Select(field => (string?[])
    [
        field.Name,
        SqlTypes.NameOf(field.DataType),
        field.IsNullable ? "YES" : "NO",
        field.Metadata.GetValueOrDefault("rerun:kind"),
        field.Metadata.GetValueOrDefault("rerun:entity_path"),
        field.Metadata.GetValueOrDefault("rerun:component"),
        field.Metadata.GetValueOrDefault("rerun:component_type"),
    ]));

    private async ValueTask<QueryResult> ShowAsync(ShowStatement show, CancellationToken cancellationToken)
    {
        switch (show.Subject)
        {
            case "DATASETS":
                return await ShowEntriesAsync("dataset_name", show, cancellationToken, EntryKind.Dataset).ConfigureAwait(false);
            case "TABLES" or "ALL TABLES":
                return await ShowTablesAsync(show, cancellationToken).ConfigureAwait(false);
            case "COLUMNS" when show.From is { } name:
                return Description(await BindWithAsync(context => FieldsOf(name, context), cancellationToken).ConfigureAwait(false));
            case "FUNCTIONS":
                return TextRows.Of(
                    ["function_name", "arguments", "family", "description"],
                    Engine.Builder.Functions.All.Where(function => IsLike(function.Name, show.Like))
                        .Select(function => (string?[])[function.Name, function.Arguments, function.Family.ToString(), function.Summary]));
            default:
                return ShowSetting(show, cancellationToken);
        }
    }

    private async ValueTask<QueryResult> ShowEntriesAsync(string column, ShowStatement show, CancellationToken cancellationToken, EntryKind kind)
    {
        IReadOnlyList<EntryDetails> entries = await Engine.Catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false);
        return TextRows.Of(column, entries.Where(entry => entry.Kind == kind && IsLike(entry.Name, show.Like)).Select(entry => entry.Name));
    }

    // Every relation that can be named: catalog tables, and the views of each dataset.
    private async ValueTask<QueryResult> ShowTablesAsync(ShowStatement show, CancellationToken cancellationToken)
    {
        var rows = new List<string?[]>();
        foreach (EntryDetails entry in await Engine.Catalog.GetEntriesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Kind == EntryKind.Table)
            {
                rows.Add([RelationResolver.TableSchemaName, entry.Name, "table"]);
            }
            else if (entry.Kind == EntryKind.Dataset)
            {
                DatasetSchema schema = await Engine.Dataframes.GetDatasetSchemaAsync(entry.Id, cancellationToken).ConfigureAwait(false);
                rows.AddRange(schema.IndexColumns.Select(index => (string?[])[entry.Name, index.IndexName, "timeline"]));
                rows.AddRange(RelationResolver.DatasetFrames.Select(frame => (string?[])[entry.Name, frame, "system"]));
            }
        }

        foreach (ViewDefinition view in await Engine.Catalog.GetViewsAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add([RelationResolver.TableSchemaName, view.Name, "view"]);
        }

        rows.AddRange(session.Views.Keys.Select(view => (string?[])["temp", view, "view"]));
        rows.AddRange(session.Tables.Keys.Select(table => (string?[])["temp", table, "table"]));

        bool Fits(string?[] row) =>
            IsLike(row[1]!, show.Like) && (show.From is null || string.Equals(row[0], show.From.Last.Text, StringComparison.OrdinalIgnoreCase));
        return TextRows.Of(["schema_name", "table_name", "kind"], rows.Where(Fits));
    }

    private static bool IsLike(string name, string? pattern) => pattern is null || LikePattern.Matches(name, pattern);
}
