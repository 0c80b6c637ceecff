using System.Collections.Concurrent;
using System.Data;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Rerun.Catalog;
using Rerun.Catalog.Embedded;
using Rerun.Catalog.Remote;
using Rerun.Server;
using Rerun.Testing;

namespace Rerun.Data.Cli;

/// <summary>A token that is handed in wherever one may be comes out nowhere but on its way to the server.</summary>
public sealed class SecretTests : IAsyncLifetime, IDisposable
{
    private const string Canary = "s3cret-canary-0123456789";

    private readonly Ears _ears = new();
    private readonly EmbeddedCatalog _catalog = EmbeddedCatalog.Open(SharedData.SampleDrives);
    private readonly RerunServer _server;
    private readonly RerunServer _other;

    public SecretTests()
    {
        _server = new RerunServer(_catalog, new RerunServerOptions { Port = 0, Token = Canary, LoggerFactory = _ears });
        _other = new RerunServer(_catalog, new RerunServerOptions { Port = 0, Token = "another", LoggerFactory = _ears });
    }

    public static TheoryData<string> Places => ["keyword", "builder", "provider"];

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        await _other.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
        await _catalog.DisposeAsync();
    }

    public void Dispose() => _ears.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task It_does_not_show_while_all_goes_well_and_while_it_does_not(string place)
    {
        await using var source = Source(place, _server.Address);
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var command = connection.CreateCommand("SELECT count(*) FROM drives.log_time WHERE rerun_partition_id = @id");
            command.Parameters.AddWithValue("id", "drive-001");
            Assert.True((long)(await command.ExecuteScalarAsync())! > 0);
            Hear(await Record.ExceptionAsync(() => connection.CreateCommand("SELECT nothing FROM drives.log_time").ExecuteScalarAsync()));
            Hear(await Record.ExceptionAsync(() => connection.CreateCommand("SELEC").ExecuteScalarAsync()));
            Hear(await Record.ExceptionAsync(() => connection.CreateCommand("CREATE DATASET more").ExecuteNonQueryAsync()));
            Hear(Record.Exception(() => connection.ChangeDatabase("none")));
            foreach (DataRow collection in connection.GetSchema().Rows)
            {
                Hear(connection.GetSchema((string)collection["CollectionName"]).Rows.Cast<DataRow>().SelectMany(row => row.ItemArray));
            }

            Hear(
            [
                connection, connection.ConnectionString, connection.DataSource, connection.Database, connection.ServerVersion, connection.Catalog, connection.Catalog.Url,
                connection.Catalog.Catalog, connection.Catalog.Options, source, source.Name, source.ConnectionString, command, command.CommandText, source.CreateCommand(),
            ]);
            await connection.CloseAsync();
            Hear([connection.ConnectionString]);
        }

        // A server that takes another token; one that is none; one that is not there.
        await FailAsync(place, _other.Address);
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var answering = HangUpAsync(mute);
        await FailAsync(place, $"rerun+http://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}");
        mute.Stop();
        await answering;
        await FailAsync(place, "rerun+http://nowhere.invalid");
        _ears.HeardNothing(Canary);
        Assert.Contains(_ears.Heard, text => text.Contains("SELECT drives.log_time", StringComparison.Ordinal));
        Assert.Contains(_ears.Heard, text => text.Contains("Executing", StringComparison.Ordinal));
        Assert.Contains(_ears.Heard, text => text.Contains("db.client.operation.duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_about_a_string_or_a_provider_do_not_repeat_it()
    {
        Hear(Record.Exception(() => new RerunConnection($"Token={Canary};Speed=11")));
        Hear(Record.Exception(() => new RerunConnection($"Token={Canary};Mode=Write")));
        Hear(Record.Exception(() => new RerunConnection($"Token={Canary};=;")));
        Hear(Record.Exception(() => new RerunConnection($"Token=\"{Canary}")));
        Hear(Record.Exception(() => new RerunConnection($"Data Source=rerun://{Canary}:{Canary}@robots.example")));
        Hear(Record.Exception(() => new RerunDataSourceBuilder($"Data Source=http://me:{Canary}@robots.example").Build()));
        Hear(await Record.ExceptionAsync(async () => await RemoteCatalog.ConnectAsync($"rerun://{Canary}@robots.example")));
        Hear(await Record.ExceptionAsync(() => new RerunConnection($"Data Source={_server.Address};Token={Canary} {Canary}").OpenAsync()));
        Hear([new RemoteCatalogOptions { Token = Canary }, new RerunServerOptions { Token = Canary }]);

        var failing = new RerunDataSourceBuilder($"Data Source={_server.Address}").UseTokenProvider(_ => throw new InvalidOperationException(Canary)).Build();
        await using (failing)
        {
            var fault = await Record.ExceptionAsync(async () => await failing.OpenConnectionAsync());
            Assert.Equal("28000", Assert.IsAssignableFrom<RerunException>(fault).SqlState);
            Hear(fault);
        }

        _ears.HeardNothing(Canary);
    }

    [Fact]
    public void No_debugger_display_shows_a_token()
    {
        var displays = new[] { typeof(RerunConnection), typeof(ICatalog), typeof(EmbeddedCatalog) }.SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetCustomAttributes(typeof(DebuggerDisplayAttribute), false)).Cast<DebuggerDisplayAttribute>();
        Assert.All(displays, display => Assert.DoesNotContain("token", display.Value, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tool_does_not_show_it(bool byEnvironment)
    {
        foreach (var (address, status) in new[] { (_server.Address, 0), (_other.Address, 1), ("rerun+http://nowhere.invalid", 1) })
        {
            var place = byEnvironment ? address : $"Data Source={address};Token={Canary}";
            var start = new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "rerun-data.dll"), "query", "-d", place, "SELECT count(*) FROM drives.log_time"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["REDAP_TOKEN"] = byEnvironment ? Canary : "";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == status, $"{output}{await errors}");
            Hear([output, await errors]);
        }

        _ears.HeardNothing(Canary);
    }

    private RerunDataSource Source(string place, string address)
    {
        var builder = new RerunDataSourceBuilder(place == "keyword" ? $"Data Source={address};Token={Canary}" : $"Data Source={address}").UseLoggerFactory(_ears).ConfigureRetry(1);
        builder.ConnectionStringBuilder.ConnectTimeout = 60;
        if (place == "builder")
        {
            builder.ConnectionStringBuilder.Token = Canary;
        }

        return (place == "provider" ? builder.UseTokenProvider(_ => new(Canary)) : builder).Build();
    }

    private async Task FailAsync(string place, string address)
    {
        await using var source = Source(place, address);
        await using var connection = source.CreateConnection();
        Hear(await Record.ExceptionAsync(() => connection.OpenAsync()));
        Hear([connection.ConnectionString, connection]);
    }

    private void Hear(Exception? fault)
    {
        Assert.NotNull(fault);
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            Hear([inner.ToString(), inner.Message, inner.Source, .. inner.Data.Values.Cast<object?>()]);
        }
    }

    private void Hear(IEnumerable<object?> values)
    {
        foreach (var value in values)
        {
            _ears.Heard.Enqueue($"{value}");
        }
    }

    private static async Task HangUpAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                (await listener.AcceptTcpClientAsync()).Dispose();
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The listener has been stopped.
        }
    }

    /// <summary>Listens to everything that is told: logs of every level, spans, measurements.</summary>
    private sealed class Ears : ILoggerFactory, ILogger
    {
        private readonly ActivityListener _activities;
        private readonly MeterListener _meters = new();

        public Ears()
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Rerun.Data",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => Heard.Enqueue(
                    $"{activity.DisplayName} {activity.StatusDescription} {Text(activity.TagObjects)} {string.Join(' ', activity.Events.Select(one => $"{one.Name} {Text(one.Tags)}"))}"),
            };
            ActivitySource.AddActivityListener(_activities);
            _meters.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Rerun.Data")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Heard.Enqueue($"{instrument.Name} {Text(tags.ToArray())}"));
            _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Heard.Enqueue($"{instrument.Name} {Text(tags.ToArray())}"));
            _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Heard.Enqueue($"{instrument.Name} {Text(tags.ToArray())}"));
            _meters.Start();
        }

        public ConcurrentQueue<string> Heard { get; } = new();

        public void HeardNothing(string secret)
        {
            Assert.NotEmpty(Heard);
            Assert.All(Heard, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Heard.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Heard.Enqueue($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> values ? Text(values) : "")}");

        public void Dispose()
        {
            _activities.Dispose();
            _meters.Dispose();
        }

        private static string Text(IEnumerable<KeyValuePair<string, object?>> values) => string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}"));
    }
}
