using System.Data;
using System.Transactions;
using Rerun.Catalog;
using Rerun.Data.DataSources;
using Rerun.Testing;

namespace Rerun.Data.Tests.ConnectionStrings;

/// <summary>What fails at opening, what is shared, and what is released.</summary>
public sealed class OpeningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-opening-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_unknown_dataset_fails_the_opening_as_an_unknown_database()
    {
        using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives};Dataset=drivez");
        var fault = Assert.Throws<RerunNotFoundException>(connection.Open);
        Assert.Equal("3D000", fault.SqlState);
        Assert.Contains("drivez", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal("3D000", (await Assert.ThrowsAsync<RerunNotFoundException>(() => connection.OpenAsync())).SqlState);

        connection.ConnectionString = $"Data Source={SharedData.SampleDrives};Dataset=drives";
        connection.Open();
        Assert.Equal("3D000", Assert.Throws<RerunNotFoundException>(() => connection.ChangeDatabase("none")).SqlState);
        Assert.Equal("drives", connection.Database);
    }

    [Fact]
    public void A_damaged_recording_that_is_the_whole_data_source_fails_the_opening()
    {
        var path = Path.Combine(_folder, "damaged.rrd");
        File.WriteAllBytes(path, [.. "RRF2"u8, .. new byte[200]]);
        using var source = RerunDataSource.Create($"Data Source={path}");
        var fault = Assert.ThrowsAny<RerunException>(() => source.OpenConnection());
        Assert.Contains("damaged.rrd", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_makes_the_dataset_comes_before_the_question_whether_there_is_one()
    {
        var script = Path.Combine(_folder, "make.sql");
        File.WriteAllText(script, "CREATE DATASET made");
        using var source = RerunDataSource.Create($"Data Source=:memory:;Dataset=made;Init Script={script}");
        using var connection = source.OpenConnection();
        Assert.Equal("made", connection.Database);
    }

    [Fact]
    public void An_error_of_the_script_names_file_line_and_column()
    {
        var script = Path.Combine(_folder, "views.sql");
        File.WriteAllText(script, "CREATE TEMP VIEW a AS SELECT 1 AS x;\nCREATE TEMP VIEW b AS\n  SELECT nothing FROM a;\n");
        using var source = RerunDataSource.Create($"Data Source=:memory:;Init Script={script}");
        var fault = Assert.ThrowsAny<RerunException>(() => source.OpenConnection());
        Assert.Contains($"'{script}' failed at line 3, column 10", fault.Message, StringComparison.Ordinal);
        Assert.Equal(script, fault.FileName);
        Assert.Equal("42703", fault.SqlState);
        Assert.True(fault.Position > 0);
    }

    [Fact]
    public void A_view_of_the_script_is_seen_by_tools()
    {
        var script = Path.Combine(_folder, "views.sql");
        File.WriteAllText(script, "CREATE TEMP VIEW speeds AS SELECT log_time, \"/drive/speed:Scalars:scalars\"[1] AS speed FROM drives.log_time");
        using var source = RerunDataSource.Create($"Data Source={SharedData.SampleDrives};Init Script={script}");
        using var connection = source.OpenConnection();
        Assert.Equal("speeds", Assert.Single(connection.GetSchema("Views").Rows.Cast<DataRow>())["table_name"]);
        Assert.Equal("VIEW", Assert.Single(connection.GetSchema("Tables", [null, "public", "speeds"]).Rows.Cast<DataRow>())["table_type"]);
        Assert.Equal(
            ["log_time", "speed"], connection.GetSchema("Columns", [null, "public", "speeds"]).Rows.Cast<DataRow>().Select(row => (string)row["column_name"]));
    }

    [Fact]
    public void Clearing_a_pool_lets_go_of_the_files()
    {
        var path = Path.Combine(_folder, "drive-001.rrd");
        File.Copy(Path.Combine(SharedData.SampleDrives, "drive-001.rrd"), path);
        var name = Path.GetFileNameWithoutExtension(path);
        using var connection = new RerunConnection($"Data Source={path}");
        connection.Open();
        Assert.NotNull(connection.CreateCommand($"SELECT count(*) FROM \"{name}\".log_time").ExecuteScalar());
        RerunConnection.ClearPool(connection);
        Assert.NotNull(connection.CreateCommand($"SELECT count(*) FROM \"{name}\".log_time").ExecuteScalar());
        connection.Close();
        Assert.Empty(Held(path));

        // A source that is idle for long is released.
        connection.Open();
        Assert.NotNull(connection.CreateCommand($"SELECT count(*) FROM \"{name}\".log_time").ExecuteScalar());
        SharedDataSources.Sweep(TimeSpan.Zero);
        Assert.NotNull(connection.CreateCommand($"SELECT count(*) FROM \"{name}\".log_time").ExecuteScalar());
        connection.Close();
        SharedDataSources.Sweep(TimeSpan.Zero);
        Assert.Empty(Held(path));
        File.Delete(path);
    }

    [Theory]
    [InlineData("rerun+http://127.0.0.1:{0}")]
    [InlineData("localhost:{0}")]
    public async Task Nobody_at_the_port_is_told_with_the_address_and_leaves_the_connection_closed(string address)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var place = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, ((System.Net.IPEndPoint)listener.LocalEndpoint).Port);
        listener.Stop();
        await using var source = RerunDataSource.Create($"Data Source={place};Token=secret");
        await using var connection = source.CreateConnection();
        foreach (var fault in new[] { await Assert.ThrowsAnyAsync<RerunException>(() => connection.OpenAsync()), Assert.ThrowsAny<RerunException>(connection.Open) })
        {
            Assert.Equal("08001", fault.SqlState);
            Assert.True(fault.IsTransient);
            Assert.StartsWith($"Cannot connect to {place}.", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
            Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
        }

        await using var command = source.CreateCommand("SELECT 1");
        Assert.Equal("08001", (await Assert.ThrowsAnyAsync<RerunException>(() => command.ExecuteScalarAsync())).SqlState);
    }

    [Fact]
    public void An_ambient_transaction_is_not_enlisted_in()
    {
        using var scope = new TransactionScope();
        using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        connection.Open();
        Assert.Equal(1, connection.CreateCommand("SELECT 1").ExecuteScalar());
        Assert.Throws<NotSupportedException>(() => connection.EnlistTransaction(Transaction.Current));
        using var snapshot = connection.BeginTransaction(System.Data.IsolationLevel.Serializable);
        Assert.Throws<InvalidOperationException>(() => connection.BeginTransaction());
        Assert.Throws<NotSupportedException>(() => new RerunConnection("Data Source=:memory:") is var other && Open(other).BeginTransaction() is null);

        static RerunConnection Open(RerunConnection connection)
        {
            connection.Open();
            return connection;
        }
    }

    [Fact]
    public void The_time_limit_of_opening_says_what_it_is()
    {
        // Nobody answers at this address: it is kept for documentation.
        using var connection = new RerunConnection("Data Source=rerun+http://192.0.2.1:9;Connect Timeout=1");
        var fault = Assert.ThrowsAny<RerunException>(connection.Open);
        Assert.True(fault.IsTransient, fault.ToString());
        Assert.DoesNotContain("CommandTimeout", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_name_in_a_url_is_refused_without_repeating_it()
    {
        var fault = Assert.Throws<ArgumentException>(() => new RerunConnection("Data Source=rerun://me:s3cret-canary@robots.example"));
        Assert.DoesNotContain("s3cret-canary", fault.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RerunDataSource.Create("Data Source=http://me@robots.example:51234"));
        Assert.Equal("./a@b", new RerunConnection("Data Source=./a@b").DataSource);
    }

    // What this process has open or mapped of a file; other systems than Linux do not tell.
    private static string[] Held(string path) => !OperatingSystem.IsLinux() ? [] :
    [
        .. Directory.EnumerateFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? "").Where(target => target == path),
        .. File.ReadLines("/proc/self/maps").Where(line => line.EndsWith(path, StringComparison.Ordinal)),
    ];
}
