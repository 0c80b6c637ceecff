using System.Data.Common;
using Rerun.Arrow;
using Rerun.Data.Tests.Support;
using Rerun.Testing;

namespace Rerun.Data.Specification.Cases;

/// <summary>How results end before their end: cancelled, abandoned, failed, out of time.</summary>
public sealed class ColumnarEndCases
{
    // Rows enough that reading them all would take minutes.
    private const string Endless = "SELECT a.frame FROM drives.frame a CROSS JOIN drives.frame b CROSS JOIN drives.frame c";
    private const string NeverFirst = Endless + " WHERE a.frame + b.frame + c.frame = -1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Case]
    public async Task Cancel_mid_stream_is_prompt(bool byToken)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand(Endless);
        using var source = new CancellationTokenSource();
        await using (var reader = await command.ExecuteReaderAsync(source.Token))
        {
            Assert.True(await reader.ReadAsync(source.Token));
            var fault = await Record.ExceptionAsync(async () =>
            {
                for (var i = 0L; await reader.ReadAsync(source.Token); i++)
                {
                    if (i == 10_000)
                    {
                        Stop();
                    }
                }
            });
            Assert.IsAssignableFrom<OperationCanceledException>(fault);
        }

        // And while waiting for a batch; a Cancel before the execution has begun would have no effect.
        command.CommandText = NeverFirst;
        using var again = new CancellationTokenSource();
        var waiting = Task.Run(() => command.ExecuteReaderAsync(again.Token));
        while (!waiting.IsCompleted)
        {
            await Task.Delay(20);
            if (byToken)
            {
                again.Cancel();
            }
            else
            {
                command.Cancel();
            }
        }

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(byToken, stopped.CancellationToken == again.Token);
        Assert.Equal(1, await connection.CreateCommand("SELECT 1").ExecuteScalarAsync());

        void Stop()
        {
            if (byToken)
            {
                source.Cancel();
            }
            else
            {
                command.Cancel();
            }
        }
    }

    [Fact]
    [Case]
    public async Task Dispose_mid_stream_does_not_drain()
    {
        await using var connection = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await using var reader = await connection.CreateCommand(Endless).ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
        }

        var stream = new FakeStream(ColumnarShapeCases.Numbered(1).First().Schema, [.. ColumnarShapeCases.Numbered(1, 1, 1, 1)]);
        RerunDataReader.FromArrow(stream).Dispose();
        Assert.True(stream.IsDisposed);
        Assert.Equal(1, stream.Reads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Case]
    public async Task Late_batch_error_surfaces_once(bool isAsync)
    {
        var stream = new FakeStream(ColumnarShapeCases.Numbered(1).First().Schema, [.. ColumnarShapeCases.Numbered(2, 2)])
        {
            BeforeBatch = (number, _) => number == 1 ? throw new Rerun.Catalog.RerunException("late", Rerun.Catalog.RerunErrorCode.CorruptData) : Task.CompletedTask,
        };
        using DbDataReader reader = RerunDataReader.FromArrow(stream);
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        await Assert.ThrowsAnyAsync<DbException>(async () => _ = isAsync ? await reader.ReadAsync() : reader.Read());
        Assert.IsType<InvalidOperationException>(Record.Exception(() => reader.GetInt64(0)));
        Assert.False(isAsync ? await reader.ReadAsync() : reader.Read());
        Assert.False(reader.NextResult());
    }

    [Fact]
    [Case]
    public async Task Timeout_is_transient_and_distinct()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand(NeverFirst);
        command.CommandTimeout = 1;
        var fault = await Assert.ThrowsAsync<Rerun.Catalog.RerunException>(() => command.ExecuteReaderAsync());
        Assert.IsType<TimeoutException>(fault.InnerException);
        Assert.True(fault.IsTransient);
        Assert.Equal(Rerun.Catalog.RerunErrorCode.Timeout, fault.ErrorKind);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteReaderAsync(source.Token));
        Assert.Equal(source.Token, cancelled.CancellationToken);
    }

    private static async Task<RerunConnection> OpenAsync()
    {
        var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        await connection.OpenAsync();
        return connection;
    }
}
