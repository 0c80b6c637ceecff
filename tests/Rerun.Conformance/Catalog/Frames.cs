using Rerun.Arrow;
using Rerun.Catalog.Remote.Messages;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog;

/// <summary>Record batches as the cases look at them: by column name, as texts.</summary>
internal static class Frames
{
    /// <summary>A batch of these columns.</summary>
    public static RecordBatch Of(params (string Name, IArrowArray Values)[] columns) => new(
        new Schema([.. columns.Select(column => new Field(column.Name, column.Values.Data.DataType, nullable: true))], null),
        [.. columns.Select(column => column.Values)],
        columns[0].Values.Length);

    /// <summary>The texts of a column.</summary>
    public static IReadOnlyList<string?> Texts(this RecordBatch batch, string column) =>
        [.. Enumerable.Range(0, batch.Length).Select(row => ((StringArray)batch.Column(column)).GetString(row))];

    /// <summary>Every row as text, in ordinal order: the cells of some columns with bars between them.</summary>
    public static IReadOnlyList<string> Rows(this RecordBatch batch, params string[] columns) =>
        [.. CellTexts.Rows(batch, columns).Order(StringComparer.Ordinal)];

    /// <summary>All batches of a stream.</summary>
    public static async Task<List<RecordBatch>> ToListAsync(this IArrowArrayStream stream)
    {
        var batches = new List<RecordBatch>();
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>All rows of a stream as texts, in ordinal order.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(this IArrowArrayStream stream, params string[] columns) =>
        [.. (await stream.ToListAsync()).SelectMany(batch => batch.Rows(columns)).Order(StringComparer.Ordinal)];

    /// <summary>The batch of a message.</summary>
    public static RecordBatch Batch(this Wire.DataframePart part) => DataframeParts.Read(part, int.MaxValue);

    /// <summary>The schema of a message.</summary>
    public static Schema ToSchema(this Wire.Schema schema) => DataframeParts.ReadSchema(schema);

    /// <summary>A batch as a message.</summary>
    public static Wire.DataframePart ToPart(RecordBatch batch) => DataframeParts.Write(batch);
}
