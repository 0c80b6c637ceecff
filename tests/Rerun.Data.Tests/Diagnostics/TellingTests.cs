using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Data.Diagnostics;
using Rerun.Data.Tests.Drives;

namespace Rerun.Data.Tests.Diagnostics;

/// <summary>What a program has a say in: traces, parameters in logs; and what failures and cancellations are told as.</summary>
public sealed class TellingTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    [Fact]
    public void Spans_are_filtered_named_and_enriched()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rerun.Data",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new RerunDataSourceBuilder(drives.Source.ConnectionString).ConfigureTracing(options =>
        {
            options.Filter = text => !text.Contains("probe", StringComparison.Ordinal);
            options.SpanName = text => text.Contains("named", StringComparison.Ordinal) ? "my name" : null;
            options.Enrich = (span, text) => span.SetTag("mine", text.Length);
            options.ShowLiterals = true;
        }).Build();
        using var connection = source.OpenConnection();
        connection.CreateCommand("SELECT 'probe'").ExecuteScalar();
        connection.CreateCommand("SELECT 'named'").ExecuteScalar();
        connection.CreateCommand("SELECT 'plain' FROM drives.frame LIMIT 1").ExecuteScalar();
        Assert.ThrowsAny<RerunException>(() => connection.CreateCommand("SELEC 'unparsed'").ExecuteScalar());
        var mine = spans.Where(span => span.GetTagItem("mine") is not null).ToArray();
        Assert.Equal(["my name", "SELECT drives.frame", "SELEC"], mine.Select(span => span.DisplayName));
        Assert.Equal("SELECT 'named'", mine[0].GetTagItem("db.query.text"));
        Assert.Equal("42601", mine[2].GetTagItem("db.response.status_code"));
        Assert.DoesNotContain("unparsed", mine[2].StatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_of_parameters_are_logged_only_if_asked_for(bool isEnabled)
    {
        var log = new Log();
        using var source = new RerunDataSourceBuilder(drives.Source.ConnectionString).UseName("named").UseLoggerFactory(log).EnableParameterLogging(isEnabled).Build();
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand("SELECT @who");
        command.Parameters.AddWithValue("who", "somebody");
        Assert.Equal("somebody", command.ExecuteScalar());
        Assert.Equal(isEnabled, log.Entries.Any(entry => entry.Message.Contains("somebody", StringComparison.Ordinal)));
        Assert.Contains(isEnabled ? 2004 : 2000, log.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Failures_and_cancellations_are_counted_apart()
    {
        var counts = new ConcurrentQueue<(string Instrument, string? Source)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Rerun.Data")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counts.Enqueue(
            (instrument.Name, (string?)tags.ToArray().FirstOrDefault(tag => tag.Key == "db.client.connection.pool.name").Value)));
        listener.Start();
        await using var source = new RerunDataSourceBuilder(drives.Source.ConnectionString).UseName("counted").Build();
        await using var connection = await source.OpenConnectionAsync();
        await Assert.ThrowsAnyAsync<RerunException>(() => connection.CreateCommand("SELECT nothing").ExecuteScalarAsync());
        await using (var reader = await connection.CreateCommand("SELECT frame FROM drives.frame").ExecuteReaderAsync())
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                while (await reader.ReadAsync(stop.Token))
                {
                    await stop.CancelAsync();
                }
            });
        }

        var mine = counts.Where(count => count.Source == "counted").Select(count => count.Instrument).ToArray();
        Assert.Single(mine, "rerun.client.operations.failed");
        Assert.Single(mine, "rerun.client.operations.cancelled");
        Assert.Contains("rerun.client.batches", mine);
    }

    [Theory]
    [InlineData("SELECT a FROM drives.log_time", "SELECT drives.log_time", "drives.log_time")]
    [InlineData("select x from \"my set\".\"log time\" t join v on true", "SELECT \"my set\".\"log time\" v", null)]
    [InlineData("SELECT 1", "SELECT", null)]
    [InlineData("SELECT * FROM (SELECT 1 FROM d.t) q", "SELECT d.t", "d.t")]
    [InlineData("INSERT INTO t SELECT a FROM t", "INSERT t", "t")]
    [InlineData("CREATE TABLE IF NOT EXISTS made (a INT)", "CREATE made", "made")]
    [InlineData("DROP DATASET IF EXISTS gone", "DROP gone", "gone")]
    [InlineData("CALL register('d', 'file')", "CALL register", "register")]
    [InlineData("SELECT ? FROM", "SELECT", null)]
    [InlineData("", "QUERY", null)]
    public void A_summary_is_the_operation_and_its_names(string text, string summary, string? only)
    {
        Assert.Equal(summary, QueryTextSummary.Of(QueryTextMask.OperationOf(text), QueryTextMask.Mask(text), out var one));
        Assert.Equal(only, one);
    }

    private sealed class Log : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<(int Id, string Message)> Entries { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue((eventId.Id, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
