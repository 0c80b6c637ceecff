using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;
using Mode = Rerun.Catalog.Wire.TableInsertMode;

namespace Rerun.Server.Tests.Services;

public sealed class TableWriteTests
{
    [Theory]
    [InlineData(new int[] { }, "")]
    [InlineData(new[] { 0, 1 }, "Append 1,2")]
    [InlineData(new[] { 2, 2, 2 }, "Overwrite 1,2,3")]
    [InlineData(new[] { 2, 1, 1 }, "Overwrite 1,2,3")]
    [InlineData(new[] { 1, 2, 1 }, "Append 1; Overwrite 2,3")]
    [InlineData(new[] { 3, 1 }, "Replace 1; Append 2")]
    public async Task The_batches_of_one_mode_are_one_write(int[] modes, string writes)
    {
        var (answer, done) = await WriteAsync([.. modes.Select((mode, i) => Batches.Message(i + 1, (Mode)mode))]);
        Assert.Equal(0, answer.Status);
        Assert.Equal(writes, done);
    }

    [Fact]
    public async Task Modes_that_are_not_known_and_messages_without_rows_are_refused()
    {
        Assert.Equal((3, ""), await StatusAsync(Batches.Message(1, (Mode)9)));
        Assert.Equal((12, ""), await StatusAsync(Batches.Message(1, Mode.Update)));
        Assert.Equal((3, ""), await StatusAsync(new Wire.WriteTableRequest()));
        Assert.Equal((3, ""), await StatusAsync(Batches.Message(1, Mode.Append), Batches.Message(1, (Mode)9)));
        var broken = Batches.Message(1, Mode.Append);
        broken.DataframePart.Payload = Google.Protobuf.ByteString.CopyFrom(broken.DataframePart.Payload.Span[..40]);
        Assert.Equal((13, ""), await StatusAsync(broken));
    }

    private static async Task<(int? Status, string Writes)> StatusAsync(params Wire.WriteTableRequest[] messages)
    {
        var (answer, writes) = await WriteAsync(messages);
        return (answer.Status, writes);
    }

    private static async Task<(GrpcAnswer Answer, string Writes)> WriteAsync(params Wire.WriteTableRequest[] messages)
    {
        var catalog = new GatedCatalog();
        await using var server = await RunningServer.StartAsync(catalog);
        var table = (await catalog.GetEntriesAsync())[0].Id;
        var answer = await server.Client.SendAsync(
            GrpcClient.Service + "WriteTable", [.. messages.SelectMany(GrpcClient.Frame)], ("x-rerun-entry-id", table.ToString()));
        return (answer, string.Join("; ", catalog.Writes.Select(write => $"{write.Mode} {string.Join(',', write.Lengths)}")));
    }
}
