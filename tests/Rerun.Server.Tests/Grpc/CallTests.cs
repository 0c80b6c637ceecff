using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Grpc;

/// <summary>Frames, statuses and headers of calls; the expected statuses are those that official servers were seen to answer with.</summary>
public sealed class CallTests
{
    private const int InvalidArgument = 3;
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;
    private const int Internal = 13;
    private const int Unauthenticated = 16;
    private const string FindEntries = GrpcClient.Service + "FindEntries";

    private static readonly byte[] Request = GrpcClient.Frame(new Wire.FindEntriesRequest());

    [Theory]
    [InlineData("NoSuchRpc")]
    [InlineData("WriteChunks")]
    [InlineData("WatchEvents")]
    [InlineData("")]
    public async Task Methods_that_are_not_served_are_unimplemented(string method)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(GrpcClient.Service + method, GrpcClient.Frame([]));
        Assert.Equal((200, Unimplemented), (answer.HttpStatus, answer.Status));
        Assert.Empty(answer.Messages);
    }

    [Theory]
    [InlineData(new byte[] { }, "Missing request message.")]
    [InlineData(new byte[] { 0, 0 }, "Unexpected EOF")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "Unexpected EOF")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0xFF, 0xFF }, "failed to decode Protobuf message")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0x0A, 0x7F }, "failed to decode Protobuf message")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "compressed-flag")]
    public async Task Broken_requests_are_internal_errors(byte[] body, string message)
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(FindEntries, body);
        Assert.Equal((200, Internal), (answer.HttpStatus, answer.Status));
        Assert.Contains(message, answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_message_and_unknown_fields_are_ignored()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Equal(0, (await server.Client.SendAsync(FindEntries, [.. Request, .. Request])).Status);
        Assert.Equal(0, (await server.Client.SendAsync(FindEntries, GrpcClient.Frame([0xF8, 0x07, 0x01]))).Status);
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused_by_its_length_alone()
    {
        await using var server = await RunningServer.StartAsync(options: new RerunServerOptions { MaxRequestBytes = 1000 });
        Assert.Equal(ResourceExhausted, (await server.Client.SendAsync(FindEntries, [0, 0, 0, 3, 0xE9])).Status);
        Assert.Equal(ResourceExhausted, (await server.Client.SendAsync(FindEntries, [0, 0xFF, 0xFF, 0xFF, 0xFF])).Status);
        Assert.Equal(ResourceExhausted, (await server.Client.SendAsync(FindEntries, GrpcClient.Frame(new byte[1001]))).Status);
        Assert.NotEqual(ResourceExhausted, (await server.Client.SendAsync(FindEntries, GrpcClient.Frame(new byte[1000]))).Status);
    }

    [Fact]
    public async Task Compressed_requests_are_unimplemented()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(FindEntries, Request, ("grpc-encoding", "gzip"));
        Assert.Equal(Unimplemented, answer.Status);
        Assert.Equal("identity", answer.Headers["grpc-accept-encoding"]);
        Assert.Equal(0, (await server.Client.SendAsync(FindEntries, Request, ("grpc-encoding", "identity"))).Status);
    }

    [Fact]
    public async Task Headers_are_echoed_and_the_server_s_version_added()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.SendAsync(
            FindEntries, Request, ("x-rerun-client-version", "rerun-py/0.27.3"), ("x-rerun-entry-id", "nonsense"));
        Assert.Equal("rerun-py/0.27.3", answer.Headers["x-rerun-client-version"]);
        Assert.Equal("nonsense", answer.Headers["x-rerun-entry-id"]);
        Assert.StartsWith("rerun-data/", answer.Headers["x-rerun-server-version"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_of_errors_may_be_of_any_letters()
    {
        await using var server = await RunningServer.StartAsync();
        var answer = await server.Client.CallAsync(
            "FindEntries",
            new Wire.FindEntriesRequest { Filter = new() { Name = "Fahrt 100 % – größer\n", EntryKind = Wire.EntryKind.Dataset } });
        Assert.Equal("Entry name 'Fahrt 100 % – größer\n' not found", answer.Message);
    }

    [Theory]
    [InlineData(null, Unauthenticated, "missing credentials")]
    [InlineData("Basic abc", Unauthenticated, "malformed auth token")]
    [InlineData("Bearer wrong", Unauthenticated, "invalid credentials")]
    [InlineData("Bearer secret", 0, "")]
    public async Task With_a_token_only_calls_that_bring_it_are_served(string? authorization, int status, string message)
    {
        await using var server = await RunningServer.StartAsync(options: new RerunServerOptions { Token = "secret" });
        (string, string)[] headers = authorization is null ? [] : [("authorization", authorization)];
        var answer = await server.Client.SendAsync(FindEntries, Request, headers);
        Assert.Equal((status, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task Methods_about_a_dataset_need_a_header_that_names_one()
    {
        await using var server = await RunningServer.StartAsync();
        var path = GrpcClient.Service + "GetDatasetSchema";
        var body = GrpcClient.Frame(new Wire.GetDatasetSchemaRequest());
        Assert.Equal(InvalidArgument, (await server.Client.SendAsync(path, body)).Status);
        Assert.Equal(InvalidArgument, (await server.Client.SendAsync(path, body, ("x-rerun-entry-id", "zzz"))).Status);
        Assert.Equal(5, (await server.Client.SendAsync(path, body, ("x-rerun-entry-id", "182342300C5F8C327a7b4a6e5a379ac4"))).Status);
        Assert.Equal(0, (await server.Client.SendAsync(path, body, ("x-rerun-entry-name-bin", "ZHJpdmVz"))).Status);
        Assert.Equal(5, (await server.Client.SendAsync(path, body, ("x-rerun-entry-name-bin", "bm9wZTE"))).Status);
        Assert.Equal(5, (await server.Client.SendAsync(path, body, ("x-rerun-entry-name-bin", "bm9wZTE="))).Status);
        Assert.Equal(InvalidArgument, (await server.Client.SendAsync(path, body, ("x-rerun-entry-name-bin", "@@@"))).Status);
        Assert.Equal(InvalidArgument, (await server.Client.SendAsync(path, body, ("x-rerun-entry-name-bin", "//79"))).Status);
    }
}
