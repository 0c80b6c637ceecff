namespace Rerun.Catalog.Embedded.Tests.Entries;

public class EntryTests
{
    [Fact]
    public async Task A_name_is_free_again_after_a_rename_and_after_a_deletion()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var first = await catalog.CreateDatasetAsync("a");
        Assert.Equal("b", (await catalog.RenameEntryAsync(first.Id, "b")).Name);
        var second = await catalog.CreateDatasetAsync("a");
        Assert.Equal([second.Id], (await Find(catalog, "a")).Select(entry => entry.Id));
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.RenameEntryAsync(second.Id, "b"));
        await catalog.DeleteEntryAsync(first.Id);
        Assert.Empty(await Find(catalog, "b"));
        await catalog.RenameEntryAsync(second.Id, "b");
        Assert.NotEqual(first.Id, (await Find(catalog, "b")).Single().Id);
    }

    [Fact]
    public async Task Times_move_as_on_official_servers()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var created = await catalog.CreateDatasetAsync("a");
        Assert.True(created.UpdatedAtNanoseconds > created.CreatedAtNanoseconds);
        Assert.Equal(created, await catalog.RenameEntryAsync(created.Id, null));
        Assert.Equal(created, await catalog.RenameEntryAsync(created.Id, "a"));
        var renamed = await catalog.RenameEntryAsync(created.Id, "b");
        Assert.True(renamed.UpdatedAtNanoseconds > created.UpdatedAtNanoseconds);
        var updated = await catalog.UpdateDatasetAsync(created.Id, renamed.BlueprintDatasetId, null);
        Assert.True(updated.UpdatedAtNanoseconds > renamed.UpdatedAtNanoseconds);
        Assert.Equal(created.CreatedAtNanoseconds, updated.CreatedAtNanoseconds);
        Assert.Equal(updated.UpdatedAtNanoseconds, (await Find(catalog, "__entries")).Single().UpdatedAtNanoseconds);
    }

    [Fact]
    public async Task A_failed_creation_leaves_nothing_behind()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var id = new Tuid(1, 2);
        Assert.Equal(id, (await catalog.CreateDatasetAsync("a", id)).Id);
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateDatasetAsync("a"));
        await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await catalog.CreateDatasetAsync("b", id));
        Assert.Equal(["__entries", $"__bp_{id}", "a"], (await catalog.GetEntriesAsync()).Select(entry => entry.Name));
    }

    [Fact]
    public async Task A_dataset_takes_its_blueprints_with_it_and_forgets_those_that_were_deleted()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var a = await catalog.CreateDatasetAsync("a");
        var b = await catalog.CreateDatasetAsync("b");
        await catalog.DeleteEntryAsync(a.BlueprintDatasetId!.Value);
        Assert.Null((await catalog.ReadEntryAsync(a.Id)).BlueprintDatasetId);
        await catalog.DeleteEntryAsync(a.Id);
        await catalog.DeleteEntryAsync(b.Id);
        Assert.Equal(["__entries"], (await catalog.GetEntriesAsync()).Select(entry => entry.Name));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.DeleteEntryAsync(b.Id));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.ReadEntryAsync(b.BlueprintDatasetId!.Value));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.GetPartitionTableAsync(b.Id));
    }

    [Fact]
    public async Task Blueprints_that_two_datasets_share_go_with_the_last_of_them()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var (a, b, c) = (await catalog.CreateDatasetAsync("a"), await catalog.CreateDatasetAsync("b"), await catalog.CreateDatasetAsync("c"));
        var shared = c.BlueprintDatasetId!.Value;
        await catalog.UpdateDatasetAsync(a.Id, shared, null);
        await catalog.UpdateDatasetAsync(b.Id, shared, null);
        await catalog.UpdateDatasetAsync(c.Id, null, null);
        await catalog.RenameEntryAsync(shared, "shared");
        await catalog.DeleteEntryAsync(a.Id);
        await catalog.DeleteEntryAsync(c.Id);
        Assert.Equal(shared, (await catalog.ReadEntryAsync(b.Id)).BlueprintDatasetId);
        Assert.Equal("shared", (await catalog.ReadEntryAsync(shared)).Name);
        await catalog.DeleteEntryAsync(b.Id);
        Assert.Equal(["__entries"], (await catalog.GetEntriesAsync()).Select(entry => entry.Name));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_changed_and_the_table_of_entries_neither()
    {
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        var missing = new Tuid(3, 4);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.RenameEntryAsync(missing, "x"));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.RenameEntryAsync(missing, null));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.UpdateDatasetAsync(missing, null, null));
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await catalog.RegisterAsync(missing, []));
        var entries = (await Find(catalog, "__entries")).Single().Id;
        Assert.Equal(RerunErrorCode.InvalidArgument, (await Assert.ThrowsAsync<RerunException>(async () => await catalog.DeleteEntryAsync(entries))).ErrorKind);
        Assert.Equal(RerunErrorCode.InvalidArgument, (await Assert.ThrowsAsync<RerunException>(async () => await catalog.RenameEntryAsync(entries, "x"))).ErrorKind);
    }

    private static async Task<IReadOnlyList<EntryDetails>> Find(ICatalog catalog, string name) => await catalog.FindEntriesAsync(new EntryFilter(Name: name));
}
