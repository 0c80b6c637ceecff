using System.CommandLine;
using System.Text;
using Rerun.Arrow;
using Rerun.Data.Cli.Output;
using Rerun.Query;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>query</c>: runs statements and writes the last result.</summary>
internal static class QueryCommand
{
    public static Command Create()
    {
        var dataSource = DataSourceOption.Create();
        var format = new Option<ResultFormat>("--format", "-f")
        {
            Description = "table, json (one object a line), csv or arrow (an IPC stream).",
            DefaultValueFactory = _ => ResultFormat.Table,
        };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write; default: standard output.", HelpName = "FILE" };
        var parameters = new Option<string[]>("--parameter", "-p")
        {
            Description = "A parameter's value. May be given several times.",
            HelpName = "NAME=VALUE",
            DefaultValueFactory = _ => [],
        };
        var sql = new Argument<string>("SQL") { Description = "One or several statements, the last result is written; - reads them from standard input." };
        var command = new Command("query", "Runs SQL statements and writes the last result.") { dataSource, format, output, parameters, sql };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(sql);
            var values = ParameterArguments.Parse(parsed.GetRequiredValue(parameters));
            if (text == "-")
            {
                text = await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            }

            await using var connection = new RerunConnection(DataSourceOption.ConnectionString(parsed.GetValue(dataSource)));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await RunAsync(connection, text, values, parsed.GetValue(format), parsed.GetValue(output), cancellationToken).ConfigureAwait(false);
            return ExitStatus.Success;
        });
        return command;
    }

    private static async Task RunAsync(
        RerunConnection connection, string text, QueryParameters parameters, ResultFormat format, FileInfo? file, CancellationToken cancellationToken)
    {
        var session = connection.QuerySession();
        var statements = session.Prepare(text).Statements;
        for (var i = 0; i < statements.Count; i++)
        {
            await using var result = await session.ExecuteAsync(statements[i], parameters, cancellationToken).ConfigureAwait(false);
            if (i < statements.Count - 1 || !result.IsResultSet)
            {
                await DrainAsync(result, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await WriteAsync(result, format, file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // A call does its work while its result is read.
    private static async Task DrainAsync(IArrowArrayStream result, CancellationToken cancellationToken)
    {
        while (await result.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
        }
    }

    private static async Task WriteAsync(IArrowArrayStream result, ResultFormat format, FileInfo? file, CancellationToken cancellationToken)
    {
        if (format == ResultFormat.Table && file is null)
        {
            await new TableResultWriter(TableConsole.ForStandardOutput()).WriteAsync(result, cancellationToken).ConfigureAwait(false);
            return;
        }

        await using Stream stream = file is null ? Console.OpenStandardOutput() : file.Create();
        await using var buffered = new BufferedStream(stream, 1 << 16);
        await using var text = new StreamWriter(buffered, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        IResultWriter writer = format switch
        {
            ResultFormat.Json => new JsonLinesResultWriter(buffered),
            ResultFormat.Csv => new CsvResultWriter(text),
            ResultFormat.Arrow => new ArrowStreamResultWriter(buffered),
            _ => new TableResultWriter(TableConsole.Plain(text)),
        };
        await writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
    }
}
