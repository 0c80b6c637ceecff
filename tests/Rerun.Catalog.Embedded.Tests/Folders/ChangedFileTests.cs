using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Folders;

public class ChangedFileTests
{
    [Fact]
    public void A_file_that_changes_while_open_is_an_error_that_names_it()
    {
        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "d", "a.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        var dataset = client.GetDataset("d");
        Assert.NotEmpty(dataset.ReadChunks("drive-001"));

        using (var stream = OpenShared(file))
        {
            stream.SetLength(0);
            stream.Write(File.ReadAllBytes(Path.Combine(SharedData.SampleDrives, "drive-002.rrd")));
        }

        AssertNamesFile(file, () => dataset.ReadChunks("drive-001").Count());
    }

    [Fact]
    public void A_file_that_is_cut_while_open_is_an_error_that_names_it()
    {
        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "d", "a.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        var dataset = client.GetDataset("d");
        Assert.NotEmpty(dataset.GetArrowSchema().FieldsList);

        using (var stream = OpenShared(file))
        {
            stream.SetLength(1000);
        }

        AssertNamesFile(file, () => dataset.ReadChunks("drive-001").Count());
        AssertNamesFile(file, () => dataset.ScanPartitionTable().Count());
    }

    [Fact]
    public void A_file_that_is_removed_while_open_is_an_error_that_names_it()
    {
        using var folder = new TempFolder();
        var file = folder.Drive("drive-001", "d", "a.rrd");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        var dataset = client.GetDataset("d");
        Assert.NotEmpty(dataset.GetArrowSchema().FieldsList);

        File.Delete(file);
        AssertNamesFile(file, () => dataset.ReadChunks("drive-001").Count());
    }

    /// <summary>Opens as other programs do: without .NET's own lock.</summary>
    private static FileStream OpenShared(string file) => new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private static void AssertNamesFile(string file, Func<object> use)
    {
        var error = Assert.Throws<RerunException>(use);
        Assert.Equal(RerunErrorCode.InputOutput, error.ErrorKind);
        Assert.Equal(file, error.FileName);
        Assert.Contains(file, error.Message);
    }
}
