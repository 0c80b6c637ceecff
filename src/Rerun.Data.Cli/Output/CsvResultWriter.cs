using Rerun.Arrow;

namespace Rerun.Data.Cli.Output;

/// <summary>Comma separated values as in RFC 4180, with a line of names first; null is nothing between the commas, the empty text is <c>""</c>.</summary>
internal sealed class CsvResultWriter(TextWriter output) : IResultWriter
{
    public async Task<long> WriteAsync(IArrowArrayStream result, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await output.WriteAsync(string.Join(',', result.Schema.FieldsList.Select(field => Quote(field.Name))) + "\r\n").ConfigureAwait(false);
        while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            for (var row = 0; row < batch.Length; row++, rows++)
            {
                for (var column = 0; column < batch.ColumnCount; column++)
                {
                    if (column > 0)
                    {
                        output.Write(',');
                    }

                    output.Write(Cell(batch.Column(column), row));
                }

                output.Write("\r\n");
            }
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }

    private static string Cell(IArrowArray column, int row) =>
        column.IsNull(row) ? "" : CellText.Of(column, row) is { Length: > 0 } text ? Quote(text) : "\"\"";

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
