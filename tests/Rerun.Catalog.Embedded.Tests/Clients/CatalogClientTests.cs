using Rerun.Arrow;
using Rerun.Catalog.Dataframes;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Clients;

public class CatalogClientTests
{
    [Fact]
    public void A_missing_name_is_an_error_that_suggests_near_ones()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var error = Assert.Throws<RerunNotFoundException>(() => client.GetDataset("Drivs"));
        Assert.Contains("'Drivs'", error.Message);
        Assert.Contains("Did you mean 'drives'?", error.Message);
        Assert.Equal("42P01", error.SqlState);
        Assert.Throws<RerunNotFoundException>(() => client.GetDataset(new Tuid(1, 2)));
        Assert.False(client.TryGetDataset("nope", out _));
        Assert.True(client.TryGetDataset("drives", out var found));
        Assert.Equal("drives", found.Name);
    }

    [Fact]
    public void A_table_is_no_dataset_and_a_dataset_no_table()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        Assert.Contains("is a table", Assert.Throws<RerunNotFoundException>(() => client.GetDataset("__entries")).Message);
        Assert.Contains("is a dataset", Assert.Throws<RerunNotFoundException>(() => client.GetTable("drives")).Message);
        Assert.False(client.TryGetTable("drives", out _));
        Assert.True(client.TryGetTable("__entries", out _));
    }

    [Fact]
    public void Entries_come_as_what_they_are_and_are_equal_by_id()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
        var entries = client.GetEntries();
        Assert.Equal([EntryKind.BlueprintDataset, EntryKind.Table, EntryKind.Dataset], entries.Select(entry => entry.Kind));
        Assert.IsType<TableEntry>(entries[1]);
        Assert.Equal(entries[2], client.GetDataset("drives"));
        Assert.NotEqual(entries[2], entries[1]);
        Assert.Equal(entries[2].GetHashCode(), client.GetDataset(entries[2].Id).GetHashCode());
        Assert.Same(client, entries[2].Catalog);
        Assert.Equal("Dataset 'drives'", entries[2].ToString());
    }

    [Fact]
    public void A_partition_url_is_that_of_the_official_client()
    {
        using var client = new CatalogClient(EmbeddedCatalog.Open(EmbeddedCatalog.InMemory));
        var dataset = client.CreateDataset("d");
        var start = $":memory:/dataset/{dataset.Id}?partition_id=";
        Assert.Equal(start + "p", dataset.GetPartitionUrl("p"));
        Assert.Equal(start + "a b/ü?&", dataset.GetPartitionUrl("a b/ü?&"));
        Assert.Equal(
            start + "p&time_range=time@1677-09-21T00:12:43.145224193Z..2262-04-11T23:47:16.854775807Z", dataset.GetPartitionUrl("p", "time"));
        Assert.Equal(
            start + "p&time_range=time@1970-01-01T00:00:00.00000001Z..1970-01-01T00:00:00Z", dataset.GetPartitionUrl("p", "time", 10, 0));
        Assert.Equal(
            start + "p&time_range=time@2024-01-15T10:30:45.123456Z..2262-04-11T23:47:16.854775807Z",
            dataset.GetPartitionUrl("p", "time", IndexValue.FromDateTime(new DateTimeOffset(2024, 1, 15, 10, 30, 45, 123, 456, TimeSpan.Zero))));
        Assert.Equal(dataset.GetPartitionUrl("p", "time"), dataset.GetPartitionUrl("p", "time", IndexValue.Static));
        Assert.Throws<ArgumentException>(() => dataset.GetPartitionUrl("p", start: 1));
    }

    [Fact]
    public async Task Synchronous_members_work_where_continuations_go_to_one_thread()
    {
        // As in a desktop program: whoever blocks that thread must not wait for it.
        var done = new TaskCompletionSource<int>();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverRunning());
            try
            {
                using var client = new CatalogClient(EmbeddedCatalog.Open(SharedData.SampleDrives));
                done.SetResult(client.GetDataset("drives").ReadChunks("drive-001").Count());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        thread.Start();
        Assert.True(await done.Task.WaitAsync(TimeSpan.FromSeconds(20)) > 0);
    }

    [Fact]
    public void Options_refuse_values_without_meaning()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CatalogClientOptions { MemoryLimit = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CatalogClientOptions { MaxParallelism = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedCatalogOptions { MaxParallelism = 0 });
    }

    private sealed class NeverRunning : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // Its thread is blocked.
        }
    }
}
