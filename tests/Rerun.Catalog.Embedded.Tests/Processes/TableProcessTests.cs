using Rerun.Arrow;
using Rerun.Catalog.Embedded.Tests.Support;
using Stored = Rerun.Catalog.Embedded.Tests.Support.Tables;

namespace Rerun.Catalog.Embedded.Tests.Processes;

public class TableProcessTests
{
    private static readonly MaintenanceOptions Everything = new() { CompactFragments = true, CleanupBefore = Timestamp64.UtcNow, UnsafeAllowRecentCleanup = true };

    [Fact]
    public async Task Writers_in_three_processes_lose_nothing_while_the_table_is_read_and_put_in_order()
    {
        const int Count = 20;
        using var folder = new TempFolder();
        await using var catalog = Stored.Open(folder);
        var table = (await catalog.CreateTableAsync(ChildTables.Shared, Stored.NumberedTexts, null)).Id;
        using var one = new ChildProcess(ChildTables.Command, folder.Path, "1", $"{Count}");
        using var two = new ChildProcess(ChildTables.Command, folder.Path, "2", $"{Count}");
        await one.WaitForLineAsync();
        for (var i = 0; i < Count; i++)
        {
            await catalog.AppendAsync(table, ChildTables.Rows(3, i));
            var seen = await catalog.ReadRowsAsync(table);
            Assert.All(seen.GroupBy(row => row.Text), write => Assert.Equal(ChildTables.RowsPerWrite, write.Count()));
            if (i % 5 == 0)
            {
                // Files that another process has written and is about to refer to are not taken for rubbish, however young they are.
                await catalog.DoMaintenanceAsync(table, Everything with { CleanupBefore = Timestamp64.UtcNow });
            }
        }

        await one.SucceedAsync();
        await two.SucceedAsync();
        var expected = Enumerable.Range(1, 3).SelectMany(writer => Enumerable.Range(0, Count).SelectMany(i => ChildTables.Rows(writer, i)));
        Assert.Equal(expected, (await catalog.ReadRowsAsync(table)).OrderBy(row => row.Id));
    }

    [Fact]
    public async Task After_a_crash_acknowledged_rows_are_there_and_no_write_is_there_in_part()
    {
        using var folder = new TempFolder();
        await using (var catalog = Stored.Open(folder))
        {
            await catalog.CreateTableAsync(ChildTables.Shared, Stored.NumberedTexts, null);
        }

        var random = new Random(20261124);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 4; round++)
        {
            using var child = new ChildProcess(ChildTables.Command, folder.Path, $"{round}", "100000");
            await child.WaitForLineAsync();
            await Task.Delay(random.Next(400));
            await child.KillAsync();
            acknowledged.UnionWith(child.Said);

            await using var catalog = Stored.Open(folder);
            var table = (await catalog.GetEntriesAsync()).Single(entry => entry.Name == ChildTables.Shared).Id;
            var rows = await catalog.ReadRowsAsync(table);
            Assert.All(rows.GroupBy(row => row.Text), write => Assert.Equal(ChildTables.RowsPerWrite, write.Count()));
            Assert.Empty(acknowledged.SelectMany(ChildTables.Rows).Except(rows));
            Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());

            // What the crash left behind goes, and the rows stay.
            await catalog.DoMaintenanceAsync(table, Everything with { CleanupBefore = Timestamp64.UtcNow });
            Assert.Equal(rows, await catalog.ReadRowsAsync(table));
            Assert.Single(Stored.Files(folder));
        }
    }
}
