using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Data.SchemaTables;

/// <summary>The collections of what SQL sees: catalog, schemas (one per dataset, and <c>public</c>), tables, columns.</summary>
internal static class CatalogCollections
{
    public const string CatalogName = "rerun";
    public const string PublicSchema = "public";
    private const string StaticTable = "__static";
    private const string PartitionsTable = "__partitions";
    private const string ManifestTable = "__manifest";

    private static readonly string[] SystemTables = [StaticTable, PartitionsTable, ManifestTable];

    public static readonly MetadataCollection Catalogs = new(
        "Catalogs", [("catalog_name", typeof(string))], ["catalog_name"], 1, CatalogRowsAsync);

    public static readonly MetadataCollection Schemas = new(
        "Schemas", [("catalog_name", typeof(string)), ("schema_name", typeof(string))], ["catalog_name", "schema_name"], 2, SchemaRowsAsync);

    public static readonly MetadataCollection Tables = new(
        "Tables",
        [("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string)), ("table_type", typeof(string))],
        ["table_catalog", "table_schema", "table_name", "table_type"],
        3,
        TableRowsAsync);

    public static readonly MetadataCollection Views = new(
        "Views",
        [("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string))],
        ["table_catalog", "table_schema", "table_name"],
        3,
        ViewRowsAsync);

    public static readonly MetadataCollection Columns = new(
        "Columns",
        [
            ("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string)), ("column_name", typeof(string)),
            ("ordinal_position", typeof(int)), ("is_nullable", typeof(string)), ("data_type", typeof(string)),
        ],
        ["table_catalog", "table_schema", "table_name", "column_name"],
        4,
        ColumnRowsAsync);

    private static async IAsyncEnumerable<object?[]> CatalogRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await ValueTask.CompletedTask.ConfigureAwait(false);
        yield return [CatalogName];
    }

    private static async IAsyncEnumerable<object?[]> SchemaRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return [CatalogName, PublicSchema];
        foreach (var name in await source.Client.GetDatasetNamesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [CatalogName, name];
        }
    }

    private static async IAsyncEnumerable<object?[]> TableRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var view in await source.ViewNamesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [CatalogName, PublicSchema, view, "VIEW"];
        }

        foreach (var table in source.Session.Tables)
        {
            yield return [CatalogName, PublicSchema, table, "LOCAL TEMPORARY"];
        }

        foreach (var table in await source.Client.GetTablesAsync(true, cancellationToken).ConfigureAwait(false))
        {
            yield return [CatalogName, PublicSchema, table.Name, table.Name.StartsWith("__", StringComparison.Ordinal) ? "SYSTEM TABLE" : "BASE TABLE"];
        }

        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            var schema = await source.SchemaOfAsync(dataset, cancellationToken).ConfigureAwait(false);
            foreach (var index in IndexesOf(schema))
            {
                yield return [CatalogName, dataset.Name, index.Name, "BASE TABLE"];
            }

            foreach (var table in SystemTables)
            {
                yield return [CatalogName, dataset.Name, table, "SYSTEM TABLE"];
            }
        }
    }

    // The connection's temporary views, and those of the catalog that none of them hides.
    private static async IAsyncEnumerable<object?[]> ViewRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var view in await source.ViewNamesAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return [CatalogName, PublicSchema, view];
        }
    }

    private static async IAsyncEnumerable<object?[]> ColumnRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var views = await source.ViewNamesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var relation in views.Concat(source.Session.Tables))
        {
            foreach (var row in RowsOf(PublicSchema, relation, await source.Session.FieldsOfAsync(relation, cancellationToken).ConfigureAwait(false)))
            {
                yield return row;
            }
        }

        foreach (var table in await source.Client.GetTablesAsync(true, cancellationToken).ConfigureAwait(false))
        {
            var schema = await table.GetSchemaAsync(cancellationToken).ConfigureAwait(false);
            foreach (var row in RowsOf(PublicSchema, table.Name, schema.FieldsList))
            {
                yield return row;
            }
        }

        foreach (var dataset in await source.Client.GetDatasetsAsync(cancellationToken).ConfigureAwait(false))
        {
            var schema = await source.SchemaOfAsync(dataset, cancellationToken).ConfigureAwait(false);
            foreach (var index in IndexesOf(schema).Select(index => index.Name).Append(null))
            {
                var view = await dataset.DataframeQueryView(index, ViewContents.All).GetSchemaAsync(cancellationToken).ConfigureAwait(false);
                foreach (var row in RowsOf(dataset.Name, index ?? StaticTable, view.FieldsList))
                {
                    yield return row;
                }
            }

            var partitions = await source.Client.Catalog.GetPartitionTableAsync(dataset.Id, cancellationToken).ConfigureAwait(false);
            var manifest = await source.Client.Catalog.GetManifestAsync(dataset.Id, cancellationToken).ConfigureAwait(false);
            foreach (var row in RowsOf(dataset.Name, PartitionsTable, partitions.Schema.FieldsList).Concat(RowsOf(dataset.Name, ManifestTable, manifest.Schema.FieldsList)))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<object?[]> RowsOf(string schema, string table, IEnumerable<Field> fields) => fields.Select((field, position) => new object?[]
    {
        CatalogName, schema, table, field.Name, position + 1, field.IsNullable ? "YES" : "NO", SqlTypes.NameOf(field.DataType),
    });

    private static IEnumerable<Field> IndexesOf(Schema schema) => schema.FieldsList.Where(field => KindOf(field) == "index");

    private static string? KindOf(Field field) => field.Metadata.GetValueOrDefault("rerun:kind");
}
