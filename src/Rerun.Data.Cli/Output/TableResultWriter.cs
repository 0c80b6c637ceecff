using Rerun.Arrow;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Rerun.Data.Cli.Output;

/// <summary>Drawn tables. A table is laid out as a whole, so a long result comes as several, each with its head.</summary>
internal sealed class TableResultWriter(IAnsiConsole console) : IResultWriter
{
    private const int RowsPerTable = 1000;
    private const int ShownCharacters = 80;

    public async Task<long> WriteAsync(IArrowArrayStream result, CancellationToken cancellationToken)
    {
        var rows = 0L;
        var table = Head(result.Schema);
        while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            for (var row = 0; row < batch.Length; row++, rows++)
            {
                if (table.Rows.Count == RowsPerTable)
                {
                    console.Write(table);
                    table = Head(result.Schema);
                }

                table.AddRow(Cells(batch, row));
            }
        }

        console.Write(table);
        console.WriteLine(rows == 1 ? "1 row" : $"{rows} rows");
        return rows;
    }

    private static Table Head(Schema schema)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var field in schema.FieldsList)
        {
            table.AddColumn(new TableColumn(new Text(field.Name, new Style(decoration: Decoration.Bold))));
        }

        return table;
    }

    private static IRenderable[] Cells(RecordBatch batch, int row)
    {
        var cells = new IRenderable[batch.ColumnCount];
        for (var column = 0; column < cells.Length; column++)
        {
            var array = batch.Column(column);
            cells[column] = array.IsNull(row) ? new Text("null", new Style(decoration: Decoration.Dim)) : new Text(Shorten(CellText.Of(array, row)));
        }

        return cells;
    }

    private static string Shorten(string text) => text.Length <= ShownCharacters ? text : string.Concat(text.AsSpan(0, ShownCharacters - 1), "…");
}
