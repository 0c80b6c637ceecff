using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Functions.Resolution;
using Rerun.Query.Plan.Relations;
using Rerun.Query.Sources;
using Rerun.Query.Sql.Syntax;
using EntryKind = Rerun.Catalog.EntryKind;

namespace Rerun.Query.Binding;

/// <summary>
/// The standard's views of what there is. The catalog is named <c>rerun</c>; each dataset is a schema whose tables are its timelines and
/// frames, and catalog tables are in the schema <c>public</c>.
/// </summary>
internal static class InformationSchema
{
    public const string Name = "information_schema";
    private const string SystemTable = "SYSTEM TABLE";

    /// <summary>The view of a name, or null.</summary>
    public static ITableSource? Find(string view, BindingContext context) => view.ToLowerInvariant() switch
    {
        "schemata" => Source("schemata", ["catalog_name", "schema_name"], Schemas(context.Catalog).Select(schema => (object?[])[RelationResolver.CatalogName, schema])),
        "tables" => Source(
            "tables",
            ["table_catalog", "table_schema", "table_name", "table_type"],
            Tables(context).Select(table => (object?[])[RelationResolver.CatalogName, table.Schema, table.Name, table.Type])),
        "views" => Source(
            "views",
            ["table_catalog", "table_schema", "table_name", "view_definition"],
            Views(context).Select(view => (object?[])[RelationResolver.CatalogName, RelationResolver.TableSchemaName, view.Name, view.Text])),
        "columns" => Source(
            "columns",
            ["table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "is_nullable", "data_type"],
            Tables(context).SelectMany(table => table.Fields().Select((field, i) => (object?[])
            [
                RelationResolver.CatalogName, table.Schema, table.Name, field.Name, i + 1L, field.IsNullable ? "YES" : "NO", SqlTypes.NameOf(field.DataType),
            ]))),
        _ => null,
    };

    private static IEnumerable<string> Schemas(CatalogSnapshot catalog) =>
        catalog.Entries.Where(entry => entry.Kind == EntryKind.Dataset).Select(entry => entry.Name).Prepend(RelationResolver.TableSchemaName).Append(Name);

    private static IEnumerable<TableDescription> Tables(BindingContext context)
    {
        CatalogSnapshot catalog = context.Catalog;
        foreach (ViewDescription view in Views(context))
        {
            yield return new(RelationResolver.TableSchemaName, view.Name, "VIEW", view.Fields);
        }

        foreach (SessionTable table in context.Tables.Values.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            yield return new(RelationResolver.TableSchemaName, table.Name, "LOCAL TEMPORARY", () => table.Schema.FieldsList);
        }

        foreach (EntryDetails entry in catalog.Entries)
        {
            if (entry.Kind == EntryKind.Table)
            {
                string type = entry.Name.StartsWith("__", StringComparison.Ordinal) ? SystemTable : "BASE TABLE";
                yield return new(RelationResolver.TableSchemaName, entry.Name, type, () => catalog.TableSchema(entry.Id).FieldsList);
            }
            else if (entry.Kind == EntryKind.Dataset)
            {
                foreach (IndexColumnDescriptor index in catalog.DatasetSchema(entry.Id).IndexColumns)
                {
                    yield return new(entry.Name, index.IndexName, "BASE TABLE", () => View(catalog, entry, index.IndexName));
                }

                yield return new(entry.Name, RelationResolver.StaticName, SystemTable, () => View(catalog, entry, null));
                yield return new(entry.Name, RelationResolver.PartitionsName, SystemTable, () => catalog.PartitionTable(entry.Id).Schema.FieldsList);
                yield return new(entry.Name, RelationResolver.ManifestName, SystemTable, () => catalog.Manifest(entry.Id).Schema.FieldsList);
                yield return new(entry.Name, RelationResolver.IndexesName, SystemTable, () => IndexTable.Schema.FieldsList);
            }
        }
    }

    /// <summary>The session's temporary views, then those of the catalog that none of them hides.</summary>
    private static IEnumerable<ViewDescription> Views(BindingContext context)
    {
        // A view over what is listed here would ask for its own columns.
        BindingContext describing = context.ForFields();
        foreach (SessionView view in context.Views.Values.OrderBy(view => view.Name, StringComparer.Ordinal))
        {
            yield return new(view.Name, view.Sql, () => FieldsOf(context, view.Name, place => ViewBinder.Rows(describing, place, view, describing.ForView(view.Sql))));
        }

        foreach (ViewDefinition view in context.Catalog.Views.Where(view => !context.Views.Values.Any(own => own.Name.Equals(view.Name, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new(view.Name, view.Statement, () => FieldsOf(context, view.Name, place => ViewBinder.Rows(describing, place, view)));
        }
    }

    // A view over something that is gone has no columns, but the others have.
    private static IReadOnlyList<Field> FieldsOf(BindingContext context, string view, Func<SqlNode, LogicalPlan> rows)
    {
        if (context.IsDescribing)
        {
            return [];
        }

        try
        {
            return [.. rows(new QualifiedName(default, [new SqlName(default, view, true)])).Fields];
        }
        catch (RerunException)
        {
            return [];
        }
    }

    private static IReadOnlyList<Field> View(CatalogSnapshot catalog, EntryDetails dataset, string? index) =>
        catalog.DataframeSchema(dataset.Id, new DataframeQuery { Index = index, Contents = ViewContents.All }).FieldsList;

    private static BatchSource Source(string view, string[] columns, IEnumerable<object?[]> rows)
    {
        object?[][] all = [.. rows];
        IArrowArray[] arrays = [.. columns.Select((_, i) => Column([.. all.Select(row => row[i])]))];
        var schema = new Schema(columns.Select((column, i) => new Field(column, arrays[i].Data.DataType, true)));
        return new BatchSource($"{Name}.{view}", new RecordBatch(schema, arrays, all.Length));
    }

    private static IArrowArray Column(object?[] values)
    {
        if (values.Length > 0 && values[0] is long)
        {
            var numbers = new Int64Array.Builder();
            foreach (object? value in values)
            {
                numbers.Append((long)value!);
            }

            return numbers.Build();
        }

        var texts = new StringArray.Builder();
        foreach (object? value in values)
        {
            texts.Append((string)value!);
        }

        return texts.Build();
    }

    private sealed record ViewDescription(string Name, string Text, Func<IReadOnlyList<Field>> Fields);

    private sealed record TableDescription(string Schema, string Name, string Type, Func<IReadOnlyList<Field>> Fields);
}
