using System.Net;
using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Hosting;

public sealed class HealthTests
{
    private const string Check = "/grpc.health.v1.Health/Check";

    [Theory]
    [InlineData("")]
    [InlineData("rerun.cloud.v1alpha1.RerunCloudService")]
    public async Task A_server_that_runs_serves_even_those_without_a_token(string service)
    {
        await using var server = await RunningServer.StartAsync(options: new RerunServerOptions { Token = "secret" });
        var answer = await server.Client.SendAsync(Check, GrpcClient.Frame(new Wire.HealthCheckRequest { Service = service }));
        Assert.Equal(Wire.ServingStatus.Serving, answer.Single(Wire.HealthCheckResponse.Parser).Status);
        using var http = new HttpClient();
        Assert.Equal("serving", await http.GetStringAsync(new Uri(server.Http, "/health")));
    }

    [Theory]
    [InlineData(Check, 5)]
    [InlineData("/grpc.health.v1.Health/Watch", 12)]
    public async Task Other_services_are_not_found_and_other_methods_not_implemented(string path, int status)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(path, GrpcClient.Frame(new Wire.HealthCheckRequest { Service = "no.such.Service" }));
        Assert.Equal((200, status), (answer.HttpStatus, answer.Status));
    }

    [Fact]
    public async Task A_server_that_stops_says_so_to_those_still_connected()
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog);
        await using var connection = await server.ConnectAsync();

        // A connection whose request has begun outlives the call to stop.
        await connection.WriteAsync("GET /health HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
        var dataset = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == "drives").Id;
        var call = server.Client.CallAsync("GetDatasetSchema", new Wire.GetDatasetSchemaRequest(), dataset);
        await Until.TrueAsync(() => catalog.Waiting == 1);
        var stop = server.StopAsync();
        await connection.WriteAsync("\r\n"u8.ToArray());
        using var reader = new StreamReader(connection);
        Assert.Contains($"{(int)HttpStatusCode.ServiceUnavailable}", await reader.ReadLineAsync(), StringComparison.Ordinal);

        // The call under way still gets its answer.
        Assert.False(stop.IsCompleted);
        catalog.Open();
        Assert.Equal(0, (await call).Status);
        await stop;
    }
}
