using Microsoft.Data.Sqlite;
using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Tests.Support;

namespace Rerun.Catalog.Embedded.Tests.Catalogue;

public class CatalogueFileTests
{
    private const string CountTasks = "SELECT count(*) FROM tasks";

    [Fact]
    public async Task A_change_is_seen_by_everybody_and_moves_the_version()
    {
        using var folder = new TempFolder();
        using var one = CatalogueFile.OpenOrCreate(folder.Path, _ => { });
        using var other = CatalogueFile.TryOpen(folder.Path, isWritable: false)!;
        var before = other.ReadVersion();
        await one.WriteAsync(connection => AddTask(connection, "a"), default);
        Assert.Equal(1, other.Read(connection => connection.Number(CountTasks)));
        Assert.True(other.ReadVersion() > before);
        Assert.Equal(one.ReadVersion(), other.ReadVersion());
        await Assert.ThrowsAsync<RerunException>(() => other.WriteAsync(connection => AddTask(connection, "b"), default));
    }

    [Fact]
    public async Task A_change_that_fails_or_changes_nothing_leaves_everything_as_it_was()
    {
        using var catalogue = CatalogueFile.InMemory();
        var before = catalogue.ReadVersion();
        await Assert.ThrowsAsync<InvalidOperationException>(() => catalogue.WriteAsync<int>(
            connection =>
            {
                AddTask(connection, "a");
                throw new InvalidOperationException();
            },
            default));
        Assert.Equal(0, catalogue.Read(connection => connection.Number(CountTasks)));
        await catalogue.WriteAsync(_ => 0, default);
        Assert.Equal(before, catalogue.ReadVersion());
    }

    [Fact]
    public async Task A_read_sees_one_state_although_another_writes_meanwhile()
    {
        using var folder = new TempFolder();
        using var catalogue = CatalogueFile.OpenOrCreate(folder.Path, _ => { });
        using var other = CatalogueFile.OpenOrCreate(folder.Path, _ => Assert.Fail("It is there already."));
        var counts = catalogue.Read(connection =>
        {
            var first = connection.Number(CountTasks);
            Task.Run(() => other.WriteAsync(writer => AddTask(writer, "a"), default)).GetAwaiter().GetResult();
            return (first, connection.Number(CountTasks));
        });
        Assert.Equal((0, 0), counts);
        Assert.Equal(1, await Task.FromResult(catalogue.Read(connection => connection.Number(CountTasks))));
    }

    [Fact]
    public void A_catalogue_whose_filling_fails_is_not_there()
    {
        using var folder = new TempFolder();
        Assert.Throws<InvalidOperationException>(() => CatalogueFile.OpenOrCreate(folder.Path, _ => throw new InvalidOperationException()));
        Assert.Null(CatalogueFile.TryOpen(folder.Path, isWritable: true));
        using var catalogue = CatalogueFile.OpenOrCreate(folder.Path, connection => AddTask(connection, "a"));
        Assert.Equal(1, catalogue.Read(connection => connection.Number(CountTasks)));
    }

    [Fact]
    public void A_catalogue_of_a_newer_release_is_refused()
    {
        using var folder = new TempFolder();
        CatalogueFile.OpenOrCreate(folder.Path, _ => { }).Dispose();
        Run(folder, "PRAGMA user_version = 99");
        var error = Assert.Throws<RerunException>(() => CatalogueFile.TryOpen(folder.Path, isWritable: true));
        Assert.Equal(RerunErrorCode.UnsupportedVersion, error.ErrorKind);
        Assert.Contains("99", error.Message);
        Assert.Contains(folder.At("catalog.db"), error.Message);
    }

    [Fact]
    public async Task A_catalogue_of_an_older_release_is_read_as_it_is_and_brought_up_to_date_when_it_may_change()
    {
        using var folder = new TempFolder();
        CatalogueFile.OpenOrCreate(folder.Path, _ => { }).Dispose();
        Run(folder, "DROP TABLE views; PRAGMA user_version = 1");
        await using (var old = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadOnly }))
        {
            Assert.Empty(await old.GetViewsAsync());
        }

        await using var catalog = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadWrite });
        await catalog.CreateViewAsync(new ViewDefinition { Name = "v", Statement = "CREATE VIEW v AS SELECT 1", Dataset = "d" }, orReplace: false);
        await using var other = EmbeddedCatalog.Open(folder.Path, new EmbeddedCatalogOptions { Mode = CatalogOpenMode.ReadOnly });
        Assert.Equal([new ViewDefinition { Name = "v", Statement = "CREATE VIEW v AS SELECT 1", Dataset = "d" }], await other.GetViewsAsync());
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.DeleteViewAsync("w"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        Run(folder, "CREATE TABLE t (x)");
        var error = Assert.Throws<RerunException>(() => CatalogueFile.OpenOrCreate(folder.Path, _ => { }));
        Assert.Contains("another program", error.Message);
        File.WriteAllText(folder.At("catalog.db"), new string('x', 5000));
        Assert.Equal(RerunErrorCode.CorruptData, Assert.Throws<RerunException>(() => CatalogueFile.TryOpen(folder.Path, isWritable: false)).ErrorKind);
    }

    private static int AddTask(CatalogueConnection connection, string id) =>
        connection.Execute("INSERT INTO tasks (task, status, created_at, updated_at) VALUES ($1, 'success', 1, 1)", id);

    private static void Run(TempFolder folder, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={folder.At("catalog.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
