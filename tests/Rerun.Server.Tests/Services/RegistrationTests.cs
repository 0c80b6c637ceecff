using Rerun.Catalog.Embedded;
using Rerun.Server.Messages;
using Rerun.Server.Tests.Support;
using Rerun.Testing;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Services;

/// <summary>Registering, above all what is refused.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rerun-register-").FullName;

    [Theory]
    [InlineData("inside/drive-001.rrd", false, 0)]
    [InlineData("inside", true, 0)]
    [InlineData("inside/../outside/drive-002.rrd", false, 3)]
    [InlineData("outside/drive-002.rrd", false, 3)]
    [InlineData("inside-with-link/link.rrd", false, 3)]
    [InlineData("inside-with-link", true, 3)]
    public async Task Files_are_registered_only_below_the_roots_once_links_are_followed(string path, bool isPrefix, int status)
    {
        Copy("drive-001.rrd", "inside");
        Copy("drive-002.rrd", "outside");
        Directory.CreateDirectory(Path.Combine(_folder, "inside-with-link"));
        File.CreateSymbolicLink(Path.Combine(_folder, "inside-with-link", "link.rrd"), Path.Combine(_folder, "outside", "drive-002.rrd"));
        string[] roots = [Path.Combine(_folder, "inside"), Path.Combine(_folder, "inside-with-link")];
        Assert.Equal(status, (await RegisterAsync(roots, Source($"file://{_folder}/{path}") with { IsPrefix = isPrefix })).Status);
    }

    [Fact]
    public async Task Without_roots_a_catalog_in_memory_registers_nothing() =>
        Assert.Equal(3, (await RegisterAsync(null, Source($"file://{SharedData.SampleDrives}/drive-001.rrd"))).Status);

    [Theory]
    [InlineData("", 3, 0)]
    [InlineData("drive-001.rrd", 3, 0)]
    [InlineData("/drive-001.rrd", 3, 0)]
    [InlineData("s3://bucket/drive-001.rrd", 0, 0)]
    [InlineData("file://elsewhere/drive-001.rrd", 0, 0)]
    [InlineData("file:///nowhere/drive-001.rrd", 13, 0)]
    public async Task Places_are_URLs_and_what_is_not_on_this_machine_is_passed_over(string url, int status, int rows)
    {
        var answer = await RegisterAsync(["/"], Source(url));
        Assert.Equal(status, answer.Status);
        if (status == 0)
        {
            Assert.Equal(rows, answer.Single(Wire.RegisterWithDatasetResponse.Parser).Data.ToBatch(int.MaxValue).Length);
        }
    }

    [Fact]
    public async Task Kinds_layers_and_datasets_are_checked()
    {
        var url = $"file://{SharedData.SampleDrives}/drive-001.rrd";
        Assert.Equal(3, (await RegisterAsync(["/"], Source(url) with { Kind = 0 })).Status);
        Assert.Equal(3, (await RegisterAsync(["/"], Source(url) with { Kind = 7 })).Status);
        Assert.Equal(3, (await RegisterAsync(["/"], Source(url) with { OnDuplicate = 9 })).Status);
        Assert.Equal(3, (await RegisterAsync(["/"], Source(null))).Status);
        var answer = await RegisterAsync(["/"], Source(url) with { Layer = null, OnDuplicate = 0 });
        var rows = answer.Single(Wire.RegisterWithDatasetResponse.Parser).Data.ToBatch(int.MaxValue);
        Assert.Equal("base", ((Rerun.Arrow.StringArray)rows.Column("rerun_partition_layer")).GetString(0));
        Assert.Equal(url, ((Rerun.Arrow.StringArray)rows.Column("rerun_storage_url")).GetString(0));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RegisterSource Source(string? url) => new(url, "base", false, 1, 3);

    private void Copy(string drive, string folder)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.Copy(Path.Combine(SharedData.SampleDrives, drive), Path.Combine(_folder, folder, drive));
    }

    private static async Task<GrpcAnswer> RegisterAsync(string[]? roots, RegisterSource source)
    {
        await using var server = await RunningServer.StartAsync(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory), new RerunServerOptions { Roots = roots });
        var dataset = await server.Catalog.CreateDatasetAsync("d");
        var wire = new Wire.DataSource { Typ = (Wire.DataSourceKind)source.Kind, Prefix = source.IsPrefix };
        if (source.Url is { } url)
        {
            wire.StorageUrl = url;
        }

        if (source.Layer is { } layer)
        {
            wire.Layer = layer;
        }

        var request = new Wire.RegisterWithDatasetRequest { DataSources = { wire }, OnDuplicate = (Wire.IfDuplicateBehavior)source.OnDuplicate };
        return await server.Client.CallAsync("RegisterWithDataset", request, dataset.Id);
    }

    private sealed record RegisterSource(string? Url, string? Layer, bool IsPrefix, int Kind, int OnDuplicate);
}
