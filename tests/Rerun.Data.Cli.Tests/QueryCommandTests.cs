using System.Text.Json;
using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Testing;

namespace Rerun.Data.Cli;

public sealed class QueryCommandTests : IDisposable
{
    private const string Speeds =
        """SELECT rerun_partition_id, frame, log_time, "/drive/speed:Scalars:scalars"[1] AS speed FROM drives.log_time WHERE rerun_partition_id IN ('drive-003', 'drive-009')""";

    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-data-tool").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Arrow_output_holds_the_rows_that_a_reader_gives()
    {
        var file = Path.Combine(_folder, "out.arrows");
        var outcome = await RerunDataTool.RunAsync("query", "-d", SharedData.SampleDrives, "-f", "arrow", "-o", file, Speeds);
        Assert.Equal((0, ""), (outcome.ExitStatus, outcome.Errors));

        var written = new List<(string?, long?, long?, double?)>();
        using var stream = new ArrowStreamReader(File.ReadAllBytes(file));
        while (await stream.ReadNextRecordBatchAsync() is { } batch)
        {
            var (ids, frames, times, speeds) = ((StringArray)batch.Column(0), (Int64Array)batch.Column(1), (TimestampArray)batch.Column(2), (DoubleArray)batch.Column(3));
            for (var row = 0; row < batch.Length; row++)
            {
                written.Add((ids.GetString(row), frames.GetValue(row), times.GetValue(row), speeds.GetValue(row)));
            }
        }

        Assert.Equal(790, written.Count);
        Assert.Equal(await ReadSpeedsAsync(), written);
    }

    [Fact]
    public async Task Json_output_is_an_object_a_line_with_times_exact_to_the_nanosecond()
    {
        var outcome = await RerunDataTool.RunAsync("query", "-d", SharedData.SampleDrives, "-f", "json", Speeds);

        var rows = outcome.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (
                row.GetProperty("rerun_partition_id").GetString(),
                (long?)row.GetProperty("frame").GetInt64(),
                (long?)Timestamp64.Parse(row.GetProperty("log_time").GetString()!).Nanoseconds,
                row.GetProperty("speed") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : (double?)null));
        Assert.Equal(await ReadSpeedsAsync(), rows);
    }

    [Fact]
    public async Task Csv_output_tells_null_from_the_empty_text_and_quotes_what_needs_it()
    {
        var outcome = await RerunDataTool.RunAsync(
            "query", "-d", ":memory:", "-f", "csv", """SELECT 1 AS "a,b", '' AS empty, NULL AS nothing, 'say "hi"' AS quoted, [1, 2] AS list, 1.5 AS x""");

        Assert.Equal("\"a,b\",empty,nothing,quoted,list,x\r\n1,\"\",,\"say \"\"hi\"\"\",\"[1,2]\",1.5\r\n", outcome.Text);
    }

    [Fact]
    public async Task The_last_of_several_statements_is_written()
    {
        var drive = new Uri(Path.Combine(SharedData.SampleDrives, "drive-001.rrd")).AbsoluteUri;
        var outcome = await RerunDataTool.RunAsync(
            "query", "-d", ":memory:", "-f", "csv", $"CREATE DATASET d; CALL register('d', '{drive}', layer => 'base'); SELECT count(*) AS n FROM d.frame");

        Assert.Equal((0, "n\r\n800\r\n"), (outcome.ExitStatus, outcome.Text));
    }

    [Fact]
    public async Task Statements_come_from_standard_input_for_a_dash_and_parameters_from_the_command_line()
    {
        var outcome = await RerunDataTool.RunAsync(
            "SELECT count(*) AS n FROM drives.log_time WHERE rerun_partition_id = @drive AND frame < $most".Replace("$most", "@most", StringComparison.Ordinal),
            ["query", "-d", SharedData.SampleDrives, "-f", "csv", "-p", "drive=drive-001", "-p", "most=10", "-"]);

        Assert.Equal((0, "n\r\n10\r\n"), (outcome.ExitStatus, outcome.Text));
    }

    [Fact]
    public async Task An_error_of_the_query_is_one_message_and_status_1()
    {
        var outcome = await RerunDataTool.RunAsync("query", "-d", SharedData.SampleDrives, "SELECT speeed FROM drives.log_time");

        Assert.Equal((1, ""), (outcome.ExitStatus, outcome.Text));
        Assert.Contains("speeed", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("query", "-f", "yaml", "SELECT 1")]
    [InlineData("query", "-d", ":memory:", "-p", "novalue", "SELECT 1")]
    [InlineData("describe", "-d", ":memory:", "--csharp")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_is_status_2(params string[] arguments) => Assert.Equal(2, (await RerunDataTool.RunAsync(arguments)).ExitStatus);

    [Fact]
    public async Task Describe_lists_what_can_be_queried_and_the_columns_of_a_timeline()
    {
        var list = await RerunDataTool.RunAsync("describe", "-d", SharedData.SampleDrives);
        var columns = await RerunDataTool.RunAsync("describe", "-d", SharedData.SampleDrives, "drives.log_time");

        Assert.Contains("log_time", list.Text, StringComparison.Ordinal);
        Assert.Contains("/drive/speed", columns.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drives", "RerunIndex(\"log_time\")")]
    [InlineData("drives.frame", "RerunIndex(\"frame\")")]
    public async Task Describe_writes_a_row_class(string name, string first)
    {
        var outcome = await RerunDataTool.RunAsync("describe", "-d", SharedData.SampleDrives, name, "--csharp");

        Assert.Equal(0, outcome.ExitStatus);
        Assert.Contains("public sealed class DrivesRow", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("RerunColumn(\"/drive/speed:Scalars:scalars\")", outcome.Text, StringComparison.Ordinal);
        Assert.Contains(first, outcome.Text[..outcome.Text.IndexOf("RerunColumn", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_names_what_does_not_exist()
    {
        var outcome = await RerunDataTool.RunAsync("describe", "-d", SharedData.SampleDrives, "drivs.log_time");

        Assert.Equal(1, outcome.ExitStatus);
        Assert.Contains("drivs", outcome.Errors, StringComparison.Ordinal);
    }

    private static async Task<List<(string?, long?, long?, double?)>> ReadSpeedsAsync()
    {
        await using var connection = new RerunConnection($"Data Source={SharedData.SampleDrives}");
        await connection.OpenAsync();
        await using var reader = await connection.CreateCommand(Speeds).ExecuteReaderAsync();
        var rows = new List<(string?, long?, long?, double?)>();
        while (await reader.ReadAsync())
        {
            rows.Add((
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetFieldValue<Timestamp64>(2).Nanoseconds,
                reader.IsDBNull(3) ? null : reader.GetDouble(3)));
        }

        return rows;
    }
}
