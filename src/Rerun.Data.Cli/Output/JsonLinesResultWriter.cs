using System.Text.Encodings.Web;
using System.Text.Json;
using Rerun.Arrow;

namespace Rerun.Data.Cli.Output;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLinesResultWriter(Stream output) : IResultWriter
{
    private static readonly byte[] NewLine = [(byte)'\n'];

    public async Task<long> WriteAsync(IArrowArrayStream result, CancellationToken cancellationToken)
    {
        var rows = 0L;
        var names = result.Schema.FieldsList.Select(field => JsonEncodedText.Encode(field.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).ToArray();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        await using var json = new Utf8JsonWriter(output, options);
        while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            for (var row = 0; row < batch.Length; row++, rows++)
            {
                json.WriteStartObject();
                for (var column = 0; column < names.Length; column++)
                {
                    json.WritePropertyName(names[column]);
                    CellJson.Write(json, batch.Column(column), row);
                }

                json.WriteEndObject();
                json.Flush();
                json.Reset();
                output.Write(NewLine);
            }
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
