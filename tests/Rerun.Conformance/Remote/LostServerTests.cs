using System.Data;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Data;
using Rerun.Server;
using Rerun.Server.Tests.Support;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>What a program that uses ADO.NET sees of a server that goes, comes back, or does not answer.</summary>
public sealed class LostServerTests
{
    private const string Count = "SELECT count(*) FROM drives.log_time WHERE log_time > @from";

    [Fact]
    public async Task A_server_that_goes_is_one_clear_error_and_the_connection_finds_it_when_it_is_back()
    {
        await using var catalog = EmbeddedCatalog.Open(SharedData.SampleDrives);
        var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        var port = new Uri(server.Address.Replace("rerun+http:", "http:", StringComparison.Ordinal)).Port;
        await using var source = new RerunDataSourceBuilder($"Data Source=localhost:{port}").Build();
        await using var connection = await source.OpenConnectionAsync();
        var before = await CountAsync(connection, 2000);
        await server.DisposeAsync();

        var fault = await Assert.ThrowsAsync<RerunException>(() => CountAsync(connection, 2001));
        Assert.Equal("08006", fault.SqlState);
        Assert.True(fault.IsTransient);
        Assert.Contains($":{port}", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Open, connection.State);

        await using var back = new RerunServer(catalog, new RerunServerOptions { Port = port });
        try
        {
            await back.StartAsync();
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException or RerunException)
        {
            // Another program has taken the port meanwhile: there is nothing to come back to.
            return;
        }

        Assert.Equal(before, await CountAsync(connection, 2002));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("cancel")]
    [InlineData("timeout")]
    public async Task Giving_up_reaches_the_server_and_leaves_the_connection_usable(string means)
    {
        var catalog = new GatedCatalog();
        await using var server = new RerunServer(catalog, new RerunServerOptions { Port = 0 });
        await server.StartAsync();
        await using var source = new RerunDataSourceBuilder($"Data Source={server.Address}").Build();
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand("SELECT count(*) FROM drives.log_time");
        command.CommandTimeout = means == "timeout" ? 1 : 0;
        using var stop = new CancellationTokenSource();
        var execution = command.ExecuteScalarAsync(stop.Token);
        if (means == "timeout")
        {
            var fault = await Assert.ThrowsAsync<RerunException>(() => execution);
            Assert.Equal((RerunErrorCode.Timeout, "57014"), (fault.ErrorKind, fault.SqlState));
            Assert.IsType<TimeoutException>(fault.InnerException);
        }
        else
        {
            await Until.TrueAsync(() => catalog.Waiting > 0);
            await (means == "token" ? stop.CancelAsync() : Task.Run(command.Cancel));
            var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => execution);
            Assert.Equal(means == "token", fault.CancellationToken == stop.Token);
        }

        await Until.TrueAsync(() => catalog.Waiting == 0);
        Assert.Equal(ConnectionState.Open, connection.State);
        catalog.Open();
        command.CommandTimeout = 0;
        Assert.True((long)(await command.ExecuteScalarAsync())! > 0);
    }

    private static async Task<long> CountAsync(RerunConnection connection, int year)
    {
        await using var command = connection.CreateCommand(Count);
        command.Parameters.AddWithValue("from", new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
