using Rerun.Testing;

namespace Rerun.Data.Cli;

public sealed class RegisterCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-data-tool").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Sample(string name) => Path.Combine(SharedData.SampleDrives, $"{name}.rrd");

    [Fact]
    public async Task Files_and_folders_are_registered_for_good()
    {
        var first = await RerunDataTool.RunAsync("register", "-d", _folder, "drives", Sample("drive-001"), Sample("drive-002"));
        Assert.Equal((0, "", "2 recordings registered in drives, layer base"), (first.ExitStatus, first.Errors, first.Text.Trim()));
        Assert.True(File.Exists(Path.Combine(_folder, "catalog.db")));

        var count = Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Length;
        var second = await RerunDataTool.RunAsync("register", "-d", _folder, "drives", SharedData.SampleDrives, "--layer", "again");
        Assert.Equal((0, $"{count} recordings registered in drives, layer again"), (second.ExitStatus, second.Text.Trim()));

        var rows = await RerunDataTool.RunAsync("query", "-d", _folder, "-f", "csv", "SELECT rerun_layer_name, count(*) FROM drives.__manifest GROUP BY 1 ORDER BY 1");
        Assert.Equal([$"again,{count}", "base,2"], rows.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[1..]);
    }

    [Fact]
    public async Task What_cannot_be_registered_is_said()
    {
        await RerunDataTool.RunAsync("register", "-d", _folder, "drives", Sample("drive-001"));
        var twice = await RerunDataTool.RunAsync("register", "-d", _folder, "drives", Sample("drive-001"));
        Assert.Equal(1, twice.ExitStatus);
        Assert.Contains("drive-001", twice.Errors);
        var missing = await RerunDataTool.RunAsync("register", "-d", _folder, "drives", Path.Combine(_folder, "no.rrd"));
        Assert.Equal((2, true), (missing.ExitStatus, missing.Errors.Contains("no.rrd", StringComparison.Ordinal)));
        Assert.Equal(2, (await RerunDataTool.RunAsync("register", "-d", _folder, "drives")).ExitStatus);
        var readOnly = await RerunDataTool.RunAsync("register", "-d", $"Data Source={_folder};Mode=ReadOnly", "drives", Sample("drive-002"));
        Assert.Equal(1, readOnly.ExitStatus);
        Assert.Equal(1, (await RerunDataTool.RunAsync("query", "-d", $"Data Source={_folder};Mode=ReadOnly", "CREATE TABLE t (x INT)")).ExitStatus);
    }
}
