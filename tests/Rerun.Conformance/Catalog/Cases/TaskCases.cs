using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class TaskCases
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, Case("C111", "all")]
    public async Task All_tasks_end_well(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var (_, tasks) = await RegisterAsync(on);
        await tasks.WaitAllAsync(Patience);
        var seen = new HashSet<string>();
        await foreach (var batch in on.Catalog.QueryTasksOnCompletionAsync([.. tasks.Select(task => task.Id)], Patience))
        {
            Assert.All(batch.Texts("exec_status"), status => Assert.Equal("success", status));
            seen.UnionWith(batch.Texts("task_id")!);
        }

        Assert.Equal(tasks.Select(task => task.Id).ToHashSet(), seen);
    }

    [Theory, Case("C112", "27")]
    public async Task One_registration_is_one_task(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Single((await RegisterAsync(on)).Tasks);
    }

    [Theory, Case("C113", "27")]
    public async Task The_state_of_tasks_is_a_table(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var table = await (await RegisterAsync(on)).Tasks.GetStatusAsync();
        Assert.Equal(1, table.Length);
        Assert.Equal(
            [
                "task_id: utf8 not null", "kind: utf8", "data: utf8", "exec_status: utf8 not null", "msgs: utf8", "blob_len: uint64", "lease_owner: utf8",
                "lease_expiration: timestamp[ns]", "attempts: uint8 not null", "creation_time: timestamp[ns]", "last_update_time: timestamp[ns]",
            ],
            table.Schema.FieldsList.Select(field => field.ToString()));
        Assert.Equal(["success | 1"], table.Rows("exec_status", "attempts"));
    }

    [Theory, Case("C114", "27-29")]
    public async Task An_unknown_task_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.QueryTasksAsync(["x"]));
    }

    [OfficialTheory, Case("C115", "30+")]
    public async Task An_unknown_task_ended_well(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(["success"], (await on.Catalog.QueryTasksAsync(["x"])).Texts("exec_status"));
    }

    [Theory, Case("C118", "all")]
    public async Task Tasks_are_reached_by_number(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var tasks = (await RegisterAsync(on)).Tasks;
        Assert.NotEmpty(tasks[0].Id);
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks[tasks.Count]);
    }

    private static async Task<(DatasetEntry Dataset, RegistrationTasks Tasks)> RegisterAsync(CatalogUnderTest on)
    {
        var dataset = await on.Client.CreateDatasetAsync("d");
        return (dataset, await dataset.RegisterBatchAsync([.. Fixtures.Three().Select(recording => on.Write(recording))]));
    }
}
