using System.Runtime.CompilerServices;

namespace Rerun.Data.SchemaTables;

/// <summary>The collections of what SQL sees: catalog, schemas (one per dataset, and <c>public</c>), tables, columns. SQL tells it itself, so that both say the same.</summary>
internal static class CatalogCollections
{
    public const string CatalogName = "rerun";

    public static readonly MetadataCollection Catalogs = new(
        "Catalogs", [("catalog_name", typeof(string))], ["catalog_name"], 1, CatalogRowsAsync);

    public static readonly MetadataCollection Schemas = new(
        "Schemas", [("catalog_name", typeof(string)), ("schema_name", typeof(string))], ["catalog_name", "schema_name"], 2, From("SELECT catalog_name, schema_name FROM information_schema.schemata"));

    public static readonly MetadataCollection Tables = new(
        "Tables",
        [("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string)), ("table_type", typeof(string))],
        ["table_catalog", "table_schema", "table_name", "table_type"],
        3,
        From("SELECT table_catalog, table_schema, table_name, table_type FROM information_schema.tables"));

    public static readonly MetadataCollection Views = new(
        "Views",
        [("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string))],
        ["table_catalog", "table_schema", "table_name"],
        3,
        From("SELECT table_catalog, table_schema, table_name FROM information_schema.views"));

    public static readonly MetadataCollection Columns = new(
        "Columns",
        [
            ("table_catalog", typeof(string)), ("table_schema", typeof(string)), ("table_name", typeof(string)), ("column_name", typeof(string)),
            ("ordinal_position", typeof(int)), ("is_nullable", typeof(string)), ("data_type", typeof(string)),
        ],
        ["table_catalog", "table_schema", "table_name", "column_name"],
        4,
        From("SELECT table_catalog, table_schema, table_name, column_name, CAST(ordinal_position AS INTEGER), is_nullable, data_type FROM information_schema.columns"));

    private static async IAsyncEnumerable<object?[]> CatalogRowsAsync(CatalogSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await ValueTask.CompletedTask.ConfigureAwait(false);
        yield return [CatalogName];
    }

    private static Func<CatalogSource, CancellationToken, IAsyncEnumerable<object?[]>> From(string query) =>
        (source, cancellationToken) => source.Session.RowsAsync(query, cancellationToken);
}
