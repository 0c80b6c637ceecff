using System.CommandLine;
using Rerun.Server;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>serve</c>: offers the data source to other programs as a catalog server, until it is interrupted.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var dataSource = DataSourceOption.Create();
        var options = new ServeOptions();
        var command = new Command("serve", "Serves the data source to other programs, such as the official Python client.") { dataSource };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var certificate = options.Certificate(parsed);
            var serverOptions = options.Read(parsed) with { Certificate = certificate };
            await using var connection = new RerunConnection(DataSourceOption.ConnectionString(parsed.GetValue(dataSource)));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var server = new RerunServer(connection.Catalog.Catalog, serverOptions);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            Console.WriteLine($"ready {server.Address}");
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            return ExitStatus.Success;
        });
        return command;
    }
}
