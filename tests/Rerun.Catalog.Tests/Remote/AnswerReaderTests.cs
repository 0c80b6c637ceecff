using Rerun.Catalog.Remote.Grpc;

namespace Rerun.Catalog.Tests.Remote;

public class AnswerReaderTests
{
    private static byte[] Frame(int length, params byte[] body) => [0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. body];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1 << 20)]
    public async Task Messages_are_read_whole_however_they_arrive(int step)
    {
        var large = new byte[300_000];
        Random.Shared.NextBytes(large);
        using var reader = new AnswerReader(new SteppedStream([.. Frame(3, 1, 2, 3), .. Frame(0), .. Frame(large.Length, large)], step), 1 << 20);
        Assert.True(await reader.NextAsync(default));
        Assert.Equal([1, 2, 3], await reader.ReadRestAsync(default));
        Assert.True(await reader.NextAsync(default));
        Assert.Empty(await reader.ReadRestAsync(default));
        Assert.True(await reader.NextAsync(default));
        Assert.Equal(large, await reader.ReadRestAsync(default));
        Assert.False(await reader.NextAsync(default));
    }

    [Fact]
    public async Task A_message_is_read_in_pieces()
    {
        using var reader = new AnswerReader(new SteppedStream(Frame(9, 0x0A, 0x03, 7, 8, 9, 0x96, 0x01, 5, 6), 2), 100);
        await reader.NextAsync(default);
        Assert.Equal(0x0AUL, await reader.ReadVarintAsync(default));
        Assert.Equal(3UL, await reader.ReadVarintAsync(default));
        Assert.Equal([7, 8, 9], await reader.ReadAsync(3, "a chunk", default));
        Assert.Equal(150UL, await reader.ReadVarintAsync(default));
        await reader.SkipAsync(2, default);
        Assert.Equal(0, reader.Left);
    }

    [Fact]
    public async Task A_false_length_takes_no_memory()
    {
        using var reader = new AnswerReader(new SteppedStream(Frame(900_000_000, new byte[100]), 50), 1 << 30);
        await reader.NextAsync(default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.ReadRestAsync(default));
        Assert.Contains("900000000", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 << 20);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 }, "within the head")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "compressed")]
    [InlineData(new byte[] { 60, 104, 116, 109, 108 }, "begins with the byte 60")]
    public async Task A_faulty_frame_is_told(byte[] bytes, string what)
    {
        using var reader = new AnswerReader(new MemoryStream(bytes), 100);
        var fault = await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.NextAsync(default));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lengths_within_a_message_are_held_against_it()
    {
        using var reader = new AnswerReader(new MemoryStream(Frame(4, 1, 2, 3, 4)), 100);
        await reader.NextAsync(default);
        await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.ReadAsync(5, "a chunk", default));
        await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.ReadAsync(-1, "a chunk", default));
        await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.SkipAsync(5, default));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_is_refused()
    {
        using var reader = new AnswerReader(new MemoryStream(Frame(101, new byte[101])), 100);
        await reader.NextAsync(default);
        var fault = await Assert.ThrowsAsync<AnswerFormatException>(async () => await reader.ReadRestAsync(default));
        Assert.Contains("up to 100", fault.Message, StringComparison.Ordinal);
    }

    private sealed class SteppedStream(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
