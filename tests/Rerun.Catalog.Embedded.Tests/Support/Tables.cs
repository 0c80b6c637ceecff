using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>Short ways to write and read tables of numbered texts.</summary>
internal static class Tables
{
    /// <summary>A number, which is the key, and a text.</summary>
    public static Schema NumberedTexts { get; } = new(
    [
        new Field("id", Int64Type.Default, nullable: false, [new("rerun:is_table_index", "true")]),
        new Field("text", StringType.Default, nullable: true),
    ]);

    public static RecordBatch Batch(params (long Id, string? Text)[] rows)
    {
        var ids = new Int64Array.Builder();
        var texts = new StringArray.Builder();
        foreach (var (id, text) in rows)
        {
            ids.Append(id);
            texts.Append(text);
        }

        return new RecordBatch(NumberedTexts, [ids.Build(), texts.Build()], rows.Length);
    }

    public static async Task WriteAsync(this ICatalog catalog, Tuid table, TableInsertMode mode, params RecordBatch[] batches) =>
        await catalog.WriteTableAsync(table, batches.ToAsyncEnumerable(), mode);

    public static Task AppendAsync(this ICatalog catalog, Tuid table, params (long Id, string? Text)[] rows) =>
        catalog.WriteAsync(table, TableInsertMode.Append, Batch(rows));

    public static async Task<List<RecordBatch>> ReadBatchesAsync(this ICatalog catalog, Tuid table)
    {
        using var stream = await catalog.ReadTableAsync(table);
        return await stream.ReadAllAsync();
    }

    public static async Task<List<RecordBatch>> ReadAllAsync(this IArrowArrayStream stream)
    {
        var batches = new List<RecordBatch>();
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    public static async Task<List<(long Id, string? Text)>> ReadRowsAsync(this ICatalog catalog, Tuid table) =>
        Rows(await catalog.ReadBatchesAsync(table));

    public static List<(long Id, string? Text)> Rows(IEnumerable<RecordBatch> batches) =>
    [
        .. batches.SelectMany(batch => Enumerable.Range(0, batch.Length).Select(row => (
            ((Int64Array)batch.Column("id")).Values[row], ((StringArray)batch.Column("text")).GetString(row)))),
    ];

    public static EmbeddedCatalog Open(TempFolder folder) =>
        EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWriteCreate });

    /// <summary>The Arrow files below a folder.</summary>
    public static string[] Files(TempFolder folder) => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path).StartsWith("rows-", StringComparison.Ordinal))
        .ToArray();
}
