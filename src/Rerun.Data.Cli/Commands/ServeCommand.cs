using System.CommandLine;
using System.Net;
using Rerun.Server;

namespace Rerun.Data.Cli.Commands;

/// <summary><c>serve</c>: offers the data source to other programs as a catalog server, until it is interrupted.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var dataSource = DataSourceOption.Create();
        var host = new Option<string>("--host") { Description = "The address to listen on.", DefaultValueFactory = _ => IPAddress.Loopback.ToString(), HelpName = "H" };
        var port = new Option<int>("--port") { Description = "The port; 0 takes a free one.", DefaultValueFactory = _ => RerunServerOptions.DefaultPort, HelpName = "N" };
        var token = new Option<string?>("--token") { Description = "The token that clients must bring; default: everybody is served.", HelpName = "T" };
        var command = new Command("serve", "Serves the data source to other programs, such as the official Python client; for reading.") { dataSource, host, port, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!IPAddress.TryParse(parsed.GetRequiredValue(host), out var address))
            {
                throw new WrongUsageException($"--host takes an IP address, not '{parsed.GetRequiredValue(host)}'.");
            }

            if (parsed.GetValue(port) is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            {
                throw new WrongUsageException($"--port takes a number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}, not {parsed.GetValue(port)}.");
            }

            await using var connection = new RerunConnection(DataSourceOption.ConnectionString(parsed.GetValue(dataSource)));
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var options = new RerunServerOptions { Host = address, Port = parsed.GetValue(port), Token = parsed.GetValue(token) };
            await using var server = new RerunServer(connection.Catalog.Catalog, options);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            Console.WriteLine($"ready {server.Address}");
            await Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            return ExitStatus.Success;
        });
        return command;
    }
}
