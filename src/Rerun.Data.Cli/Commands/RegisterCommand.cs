using System.CommandLine;
using Rerun.Catalog;
using Spectre.Console;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>register</c>: registers recordings in a dataset, which is created if need be; a folder without a catalog gets one.</summary>
internal static class RegisterCommand
{
    private const string Pattern = "*.rrd";

    // One call is one transaction: enough recordings at a time to be quick, few enough to show progress.
    private const int RecordingsPerCall = 32;

    // A server may take its time; the tool waits until it is interrupted.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public static Command Create()
    {
        var dataSource = DataSourceOption.Create();
        var dataset = new Argument<string>("DATASET") { Description = "The dataset; it is created if there is none of that name." };
        var recordings = new Argument<string[]>("FILE_OR_FOLDER")
        {
            Description = "Recordings (.rrd), folders of recordings, with all folders below, or URLs that the server can read.",
            Arity = ArgumentArity.OneOrMore,
        };
        var layer = new Option<string>("--layer", "-l") { Description = "The layer to register them in.", HelpName = "L", DefaultValueFactory = _ => "base" };
        var command = new Command("register", "Registers recordings in a dataset.") { dataSource, dataset, recordings, layer };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var places = Places(parsed.GetRequiredValue(recordings));
            await using var connection = new RerunConnection(Writable(DataSourceOption.ConnectionString(parsed.GetValue(dataSource))));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var entry = await connection.Catalog.CreateDatasetAsync(parsed.GetRequiredValue(dataset), existOk: true, cancellationToken).ConfigureAwait(false);
            var count = await WithProgressAsync(
                places.Count, report => RegisterAsync(entry, places, parsed.GetRequiredValue(layer), report, cancellationToken)).ConfigureAwait(false);
            Console.WriteLine($"{count} {(count == 1 ? "recording" : "recordings")} registered in {entry.Name}, layer {parsed.GetRequiredValue(layer)}");
            return ExitStatus.Success;
        });
        return command;
    }

    /// <summary>The connection string with a mode that lets a folder have a catalog made, where it says nothing of that itself.</summary>
    private static string Writable(string connectionString)
    {
        var builder = new RerunConnectionStringBuilder(connectionString);
        if (builder.Mode == RerunOpenMode.Default && Directory.Exists(builder.DataSource))
        {
            builder.Mode = RerunOpenMode.ReadWriteCreate;
        }

        return builder.ConnectionString;
    }

    /// <summary>What was given, with the recordings of folders one by one. A local file is told by its URL, so that a server on this machine finds it.</summary>
    private static List<RecordingSource> Places(string[] given)
    {
        var places = new List<RecordingSource>();
        foreach (var place in given)
        {
            if (Directory.Exists(place))
            {
                var found = Directory.GetFiles(place, Pattern, SearchOption.AllDirectories);
                Array.Sort(found, StringComparer.Ordinal);
                places.AddRange(found.Length > 0 ? found.Select(FileSource) : throw new WrongUsageException($"The folder '{place}' holds no recordings ({Pattern})."));
            }
            else if (place.Contains("://", StringComparison.Ordinal))
            {
                places.Add(new RecordingSource(place, IsPrefix: place.EndsWith('/')));
            }
            else
            {
                places.Add(File.Exists(place) ? FileSource(place) : throw new WrongUsageException($"There is no file or folder '{place}'."));
            }
        }

        return places;
    }

    private static RecordingSource FileSource(string path) => new(new Uri(Path.GetFullPath(path)).AbsoluteUri);

    private static async Task<int> RegisterAsync(
        DatasetEntry dataset, List<RecordingSource> places, string layer, Action<int> report, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var part in places.Where(place => !place.IsPrefix).Chunk(RecordingsPerCall))
        {
            count += await DoneAsync(
                await dataset.RegisterBatchAsync([.. part.Select(place => place.Url)], [layer], cancellationToken: cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            report(part.Length);
        }

        foreach (var prefix in places.Where(place => place.IsPrefix))
        {
            count += await DoneAsync(
                await dataset.RegisterPrefixAsync(prefix.Url, layer, cancellationToken: cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            report(1);
        }

        return count;
    }

    private static async Task<int> DoneAsync(RegistrationTasks tasks, CancellationToken cancellationToken)
    {
        if (tasks.Count > 0)
        {
            await tasks.WaitAllAsync(Patience, cancellationToken).ConfigureAwait(false);
        }

        return tasks.Results.Count;
    }

    private static async Task<int> WithProgressAsync(int total, Func<Action<int>, Task<int>> work)
    {
        if (Console.IsOutputRedirected)
        {
            return await work(_ => { }).ConfigureAwait(false);
        }

        return await AnsiConsole.Progress().AutoClear(true).StartAsync(context =>
        {
            var progress = context.AddTask("Registering", maxValue: total);
            return work(done => progress.Increment(done));
        }).ConfigureAwait(false);
    }
}
