using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Data.Tests.Drives;

namespace Rerun.Data.Tests.Diagnostics;

/// <summary>What listeners learn of an execution, and what they never do.</summary>
public sealed class ExecutionTraceTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private const string Canary = "s3cret-canary";

    [Fact]
    public void A_span_covers_the_reader_and_tells_its_rows()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped);
        using var connection = drives.Open();
        using (var reader = connection.CreateCommand($"SELECT rerun_partition_id, '{Canary}' FROM drives.log_time LIMIT 3").ExecuteReader())
        {
            Assert.Null(Activity.Current);
            Assert.DoesNotContain(stopped, IsMine);
            while (reader.Read())
            {
            }
        }

        var activity = Assert.Single(stopped, IsMine);
        Assert.Equal("SELECT drives.log_time", activity.DisplayName);
        Assert.Equal("drives.log_time", activity.GetTagItem("db.collection.name"));
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal("rerun", activity.GetTagItem("db.system.name"));
        Assert.Equal(3L, activity.GetTagItem("db.response.returned_rows"));
        Assert.Contains(activity.Events, one => one.Name == "first batch");
        Assert.DoesNotContain(Canary, (string)activity.GetTagItem("db.query.text")!, StringComparison.Ordinal);

        static bool IsMine(Activity activity) => ((string?)activity.GetTagItem("db.query.text"))?.Contains("LIMIT ?", StringComparison.Ordinal) == true
            && activity.GetTagItem("db.response.returned_rows") is 3L;
    }

    [Fact]
    public void A_failure_is_told_with_its_state()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = Listen(stopped);
        using var connection = drives.Open();
        Assert.ThrowsAny<RerunException>(() => connection.CreateCommand("SELECT failing_column FROM drives.log_time").ExecuteReader());
        var activity = Assert.Single(stopped, one => ((string?)one.GetTagItem("db.query.text"))?.Contains("failing_column", StringComparison.Ordinal) == true);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("42703", activity.GetTagItem("db.response.status_code"));
        Assert.NotNull(activity.GetTagItem("error.type"));
    }

    [Fact]
    public void Metrics_count_rows_and_seconds()
    {
        var rows = new ConcurrentQueue<long>();
        var seconds = new ConcurrentQueue<double>();
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
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => rows.Enqueue(value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seconds.Enqueue(value));
        listener.Start();
        using var connection = drives.Open();
        connection.CreateCommand("SELECT frame FROM drives.frame LIMIT 17").ExecuteNonQuery();
        using (var reader = connection.CreateCommand("SELECT frame FROM drives.frame LIMIT 17").ExecuteReader())
        {
            while (reader.Read())
            {
            }
        }

        Assert.Contains(17L, rows);
        Assert.NotEmpty(seconds);
    }

    [Fact]
    public void Logs_have_stable_ids_and_no_secret()
    {
        var log = new ListLogger();
        var builder = new RerunDataSourceBuilder($"{drives.Source.ConnectionString};Token={Canary}").UseLoggerFactory(log);
        using var source = builder.Build();
        using (var connection = source.OpenConnection())
        {
            using var command = connection.CreateCommand($"SELECT @p, '{Canary}'");
            command.Parameters.AddWithValue("p", Canary);
            command.ExecuteScalar();
            Assert.ThrowsAny<RerunException>(() => connection.CreateCommand("SELECT nothing_there").ExecuteScalar());
        }

        Assert.Equal([1000, 2000, 2001, 2000, 2002, 2001, 1001], log.Entries.Where(entry => entry.Id > 0).Select(entry => entry.Id));
        Assert.All(log.Entries, entry => Assert.DoesNotContain(Canary, entry.Message, StringComparison.Ordinal));
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rerun.Data",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<(int Id, string Message)> Entries { get; } = new();

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));

        public void Dispose()
        {
        }
    }
}
