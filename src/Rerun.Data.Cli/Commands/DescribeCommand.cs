using System.CommandLine;
using Rerun.Data.Cli.Output;
using Rerun.Query;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>describe</c>: what can be queried, or the columns of a dataset or of one of its timelines.</summary>
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
        var command = new Command("describe", "Shows what can be queried, or the columns of a dataset or timeline.") { dataSource, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = new RerunConnection(DataSourceOption.ConnectionString(parsed.GetValue(dataSource)));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var session = connection.QuerySession();
            var text = parsed.GetValue(name) is { } given ? $"DESCRIBE {await RelationAsync(connection, given, cancellationToken).ConfigureAwait(false)}" : "SHOW TABLES";
            await using var result = await session.ExecuteAsync(session.Prepare(text).Statements[0], QueryParameters.None, cancellationToken).ConfigureAwait(false);
            await new TableResultWriter(TableConsole.ForStandardOutput()).WriteAsync(result, cancellationToken).ConfigureAwait(false);
            return ExitStatus.Success;
        });
        return command;
    }

    // Names may hold dots: the longest entry name that the text starts with is the entry, the rest is the timeline.
    private static async Task<string> RelationAsync(RerunConnection connection, string given, CancellationToken cancellationToken)
    {
        var names = await connection.Catalog.GetEntryNamesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        var entry = names
            .Where(name => given == name || given.StartsWith(name + ".", StringComparison.Ordinal))
            .MaxBy(name => name.Length);
        return entry is null ? string.Join('.', given.Split('.').Select(Quote))
            : entry.Length == given.Length ? Quote(entry)
            : $"{Quote(entry)}.{Quote(given[(entry.Length + 1)..])}";
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
