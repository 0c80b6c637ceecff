using System.Diagnostics;
using Rerun.Catalog;
using Rerun.Data.Results;
using Rerun.Data.Tests.Support;
using Rerun.Data.Values;

namespace Rerun.Data.Tests.Reading;

/// <summary>Tokens, Cancel and time limits: all end the wait promptly, and the caller can tell them apart.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task A_cancelled_token_gives_a_cancelled_task_and_ends_the_stream()
    {
        using var reader = Batches.Reader([.. NavigationTests.Numbered(3)]);
        await reader.ReadAsync();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var read = reader.ReadAsync(source.Token);
        Assert.Equal(TaskStatus.Canceled, read.Status);
        Assert.Equal(TaskStatus.Canceled, reader.NextResultAsync(source.Token).Status);
        Assert.Equal(TaskStatus.Canceled, reader.GetFieldValueAsync<long>(0, source.Token).Status);
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
    }

    [Fact]
    public async Task A_token_ends_a_wait_promptly_and_is_the_exceptions_token()
    {
        using var reader = Waiting(out _, TimeSpan.Zero);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        var start = Stopwatch.GetTimestamp();
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync(source.Token));
        Assert.Equal(source.Token, fault.CancellationToken);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(reader.Read());
    }

    [Fact]
    public async Task Cancel_ends_a_wait_from_another_thread()
    {
        using var reader = Waiting(out var control, TimeSpan.Zero);
        var read = Task.Run(() => reader.Read());
        await Task.Delay(30);
        control.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_limit_of_a_wait_is_a_transient_error_of_its_own(bool isAsync)
    {
        using var reader = Waiting(out _, TimeSpan.FromMilliseconds(40));
        var fault = await Assert.ThrowsAsync<RerunException>(async () => _ = isAsync ? await reader.ReadAsync() : reader.Read());
        Assert.Equal(RerunErrorCode.Timeout, fault.ErrorKind);
        Assert.IsType<TimeoutException>(fault.InnerException);
        Assert.True(fault.IsTransient);
        Assert.Equal("57014", fault.SqlState);
    }

    [Fact]
    public async Task The_limit_of_the_query_is_another_error()
    {
        using var reader = Waiting(out _, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(40));
        var fault = await Assert.ThrowsAsync<RerunException>(() => reader.ReadAsync());
        Assert.Equal(RerunErrorCode.QueryTimeout, fault.ErrorKind);
        Assert.IsType<TimeoutException>(fault.InnerException);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task The_limit_of_a_wait_counts_only_while_waiting()
    {
        var stream = new FakeStream(NavigationTests.Numbered(1).First().Schema, [.. NavigationTests.Numbered(1, 1)]);
        using var reader = new RerunDataReader(new StreamResults(stream), new ExecutionControl(TimeSpan.FromMilliseconds(50), TimeSpan.Zero), ReaderOptions.Default);
        await reader.OpenAsync(CancellationToken.None);
        Assert.True(reader.Read());
        await Task.Delay(120);
        Assert.True(await reader.ReadAsync());
    }

    // A reader on its first row, whose second batch never comes.
    private static RerunDataReader Waiting(out ExecutionControl control, TimeSpan waitLimit, TimeSpan queryLimit = default)
    {
        var stream = new FakeStream(NavigationTests.Numbered(1).First().Schema, [.. NavigationTests.Numbered(1, 1)])
        {
            BeforeBatch = (number, token) => number == 1 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask,
        };
        control = new ExecutionControl(waitLimit, queryLimit);
        var reader = new RerunDataReader(new StreamResults(stream), control, ReaderOptions.Default);
        reader.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Assert.True(reader.Read());
        return reader;
    }
}
