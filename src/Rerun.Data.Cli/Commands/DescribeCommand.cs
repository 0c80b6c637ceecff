using System.CommandLine;
using System.Globalization;
using Rerun.Data.Cli.Output;
using Rerun.Data.Linq;
using Rerun.Query;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>describe</c>: what can be queried, the columns of a dataset or of one of its timelines, or a C# class for its rows.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var dataSource = DataSourceOption.Create();
        var name = new Argument<string?>("DATASET[.TIMELINE]")
        {
            Description = "A dataset, a timeline of it, or a table; default: lists what there is.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var csharp = new Option<bool>("--csharp") { Description = "Writes a C# class for the rows of the timeline or table, for LINQ." };
        var command = new Command("describe", "Shows what can be queried, or the columns of a dataset or timeline.") { dataSource, name, csharp };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(name);
            if (given is null && parsed.GetValue(csharp))
            {
                throw new WrongUsageException("--csharp needs a dataset or table: describe DATASET[.TIMELINE] --csharp.");
            }

            await using var connection = new RerunConnection(DataSourceOption.ConnectionString(parsed.GetValue(dataSource)));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var relation = given is null ? null : await RelationName.FindAsync(connection.Catalog, given, cancellationToken).ConfigureAwait(false);
            await (parsed.GetValue(csharp)
                ? WriteClassAsync(connection, relation!, cancellationToken)
                : WriteColumnsAsync(connection, relation, cancellationToken)).ConfigureAwait(false);
            return ExitStatus.Success;
        });
        return command;
    }

    private static async Task WriteColumnsAsync(RerunConnection connection, RelationName? relation, CancellationToken cancellationToken)
    {
        var session = connection.QuerySession();
        var statement = session.Prepare(relation is null ? "SHOW TABLES" : $"DESCRIBE {relation.Sql}").Statements[0];
        await using var result = await session.ExecuteAsync(statement, QueryParameters.None, cancellationToken).ConfigureAwait(false);
        await new TableResultWriter(TableConsole.ForStandardOutput()).WriteAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteClassAsync(RerunConnection connection, RelationName relation, CancellationToken cancellationToken)
    {
        if ((await connection.Catalog.GetTableNamesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Contains(relation.Entry))
        {
            var table = await connection.Catalog.GetTableAsync(relation.Entry, cancellationToken).ConfigureAwait(false);
            await Console.Out.WriteAsync(RowClassWriter.Write(await table.GetSchemaAsync(cancellationToken).ConfigureAwait(false), ClassName(relation.Entry))).ConfigureAwait(false);
            return;
        }

        var dataset = await connection.Catalog.GetDatasetAsync(relation.Entry, cancellationToken).ConfigureAwait(false);
        var schema = await dataset.GetSchemaAsync(cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteAsync(RowClassWriter.Write(schema, relation.TimelineOf(schema), ClassName(relation.Entry))).ConfigureAwait(false);
    }

    private static string ClassName(string dataset)
    {
        var words = string.Concat(dataset.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
        return (name.Length == 0 || char.IsAsciiDigit(name[0]) ? "Dataset" + name : name) + "Row";
    }
}
