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
            context.Catalog.Views.Select(view => (object?[])[RelationResolver.CatalogName, RelationResolver.TableSchemaName, view.Name, view.Statement])),
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
        foreach (ViewDefinition view in catalog.Views)
        {
            yield return new(RelationResolver.TableSchemaName, view.Name, "VIEW", () => FieldsOf(view, context));
        }

        foreach (EntryDetails entry in catalog.Entries)
        {
            if (entry.Kind == EntryKind.Table)
            {
                yield return new(RelationResolver.TableSchemaName, entry.Name, "BASE TABLE", () => catalog.TableSchema(entry.Id).FieldsList);
            }
            else if (entry.Kind == EntryKind.Dataset)
            {
                foreach (IndexColumnDescriptor index in catalog.DatasetSchema(entry.Id).IndexColumns)
                {
                    yield return new(entry.Name, index.IndexName, "VIEW", () => View(catalog, entry, index.IndexName));
                }

                yield return new(entry.Name, RelationResolver.StaticName, "VIEW", () => View(catalog, entry, null));
                yield return new(entry.Name, RelationResolver.PartitionsName, "SYSTEM VIEW", () => catalog.PartitionTable(entry.Id).Schema.FieldsList);
                yield return new(entry.Name, RelationResolver.ManifestName, "SYSTEM VIEW", () => catalog.Manifest(entry.Id).Schema.FieldsList);
                yield return new(entry.Name, RelationResolver.IndexesName, "SYSTEM VIEW", () => IndexTable.Schema.FieldsList);
            }
        }
    }

    // A view over something that is gone has no columns, but the others have.
    private static IReadOnlyList<Field> FieldsOf(ViewDefinition view, BindingContext context)
    {
        try
        {
            return [.. ViewBinder.Rows(context, new QualifiedName(default, [new SqlName(default, view.Name, true)]), view).Fields];
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

    private sealed record TableDescription(string Schema, string Name, string Type, Func<IReadOnlyList<Field>> Fields);
}
