using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Tables;

public class ArrowFileTableTests
{
    [SharedFact("golden")]
    public void An_arrow_file_in_the_folder_is_a_table()
    {
        using var folder = new TempFolder();
        folder.Copy(SharedData.PathOf("golden", "catalog", "0.27.3", "C071-table.arrow"), "robots.arrow");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));

        Assert.Equal(["__entries", "robots"], client.GetTableNames());
        var table = client.GetTable("robots");
        Assert.Equal("rerun_partition_id", table.GetSchema().FieldsList[0].Name);
        var batch = table.Read().Single();
        Assert.Equal(["p1", "p2", "p3"], batch.Texts("rerun_partition_id"));
        Assert.Equal(["first"], batch.TextLists("property:text_log:TextLog:text")[0]);
        Assert.EndsWith("/robots.arrow", table.StorageUrl);
    }

    [Fact]
    public void The_table_of_entries_is_an_entry_itself()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var entries = client.GetTable("__entries");
        Assert.Null(entries.StorageUrl);
        var batch = entries.Read().Single();
        Assert.Equal(client.GetEntryNames().Order(StringComparer.Ordinal), batch.Texts("name").Order(StringComparer.Ordinal));
        Assert.Equal(batch.Schema, entries.GetSchema());
    }

    [Fact]
    public void A_faulty_table_is_an_error_that_names_the_file()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("bad.arrow"), "This is not Arrow, just text that goes on for a while.");
        using var client = new CatalogClient(EmbeddedCatalog.Open(folder.Path));
        var error = Assert.Throws<RerunException>(() => client.GetTable("bad").GetSchema());
        Assert.Equal(RerunErrorCode.CorruptData, error.ErrorKind);
        Assert.Contains(folder.At("bad.arrow"), error.Message);
    }
}
