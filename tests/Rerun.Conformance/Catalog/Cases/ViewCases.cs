using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class ViewCases
{
    private const string Points = "/my/entity:example.MyPoints:points";
    private const string Colors = "/my/entity:example.MyPoints:colors";
    private const string Labels = "/my/entity:example.MyPoints:labels";

    [Theory, Case("C182", "all")]
    public async Task Rows_are_counted(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await EndToEndAsync(on);
        Assert.True(await CountAsync(dataset.DataframeQueryView("time_1", "/**")) > 0);
    }

    [Theory, Case("C183", "all")]
    public async Task Values_are_aggregated(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await EndToEndAsync(on);
        await using var connection = await on.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT min(x), max(x) FROM (SELECT \"/obj1:Points3D:positions\"[1][1] AS x FROM d.time_1)";
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal((1f, 50f), (reader.GetFloat(0), reader.GetFloat(1)));
    }

    [Theory, Case("C184", "all")]
    public async Task Not_null_means_the_same_in_a_view_and_in_sql(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await EndToEndAsync(on);
        using var reader = await dataset.DataframeQueryView("time_1", "/**").FilterIsNotNull("/obj2:Points3D:positions").ToArrowReaderAsync();
        var batches = await reader.ToListAsync();
        Assert.All(batches, batch => Assert.Equal(0, batch.Column("/obj2:Points3D:positions").NullCount));
        Assert.Equal(
            batches.Sum(batch => batch.Length), await on.QueryCountAsync("SELECT count(*) FROM d.time_1 WHERE \"/obj2:Points3D:positions\" IS NOT NULL"));
    }

    [Theory, Case("C185", "all")]
    public async Task Without_an_index_there_is_a_row_per_partition(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await SimpleAsync(on);
        using var reader = await dataset.DataframeQueryView(null, "/**").ToArrowReaderAsync();
        Assert.Equal(["p1 | [simple]", "p2 | [simple]", "p3 | [simple]"], await reader.RowsAsync("rerun_partition_id", Labels));
    }

    [Theory, Case("C186", "all")]
    public async Task An_empty_dataset_has_no_static_rows(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(0, await CountAsync((await on.Client.CreateDatasetAsync("d")).DataframeQueryView(null, "/**")));
    }

    [Theory, Case("C187", "all")]
    public async Task An_unknown_index_is_an_error(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await SimpleAsync(on);
        var error = await Assert.ThrowsAnyAsync<RerunException>(() => CountAsync(dataset.DataframeQueryView("does_not_exist", "/**")));
        Assert.Contains("does_not_exist", error.Message, StringComparison.Ordinal);
    }

    [Theory, Case("C188", "all")]
    public async Task Contents_may_name_components(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await SimpleAsync(on);
        var contents = ViewContents.FromDictionary([new KeyValuePair<string, IReadOnlyList<string>>("/my/entity", ["example.MyPoints:points"])]);
        var schema = await dataset.DataframeQueryView("frame_nr", contents).GetSchemaAsync();
        Assert.Equal(["rerun_partition_id", "frame_nr", Points], schema.FieldsList.Select(field => field.Name));
    }

    [Theory, Case("C189", "all")]
    public async Task Contents_may_match_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await SimpleAsync(on);
        var schema = await dataset.DataframeQueryView("frame_nr", "/this/does/not/exist/**").GetSchemaAsync();
        Assert.Equal(["rerun_partition_id", "frame_nr"], schema.FieldsList.Select(field => field.Name));
    }

    [Theory, Case("C190", "all")]
    public async Task Contents_that_are_no_path_match_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var schema = await (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/a/***b//").GetSchemaAsync();
        Assert.Equal(["rerun_partition_id", "frame_nr"], schema.FieldsList.Select(field => field.Name));
    }

    [Theory, Case("C191", "all")]
    public async Task Partitions_are_chosen(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        const long start = 946684800_000_000_000;
        await on.RegisterAsync(dataset.Id, Enumerable.Range(0, 5).Select(n => new RecordingFixture($"simple_recording_{n}", (ulong)n + 1).Add(
            "/points", [TimeColumn.Instants("timeline", start + (n * 1_000_000_000L))], Columns.Points([(n, n)]), Columns.Colors([(uint)n]))));
        using var reader = await dataset.DataframeQueryView("timeline", "/**").FilterPartitionId("simple_recording_0", "simple_recording_2").ToArrowReaderAsync();
        Assert.Equal(
            [$"{start} | [{{0, 0}}] | [0]", $"{start + 2_000_000_000} | [{{2, 2}}] | [2]"],
            await reader.RowsAsync("timeline", "/points:example.MyPoints:points", "/points:example.MyPoints:colors"));
    }

    [Theory, Case("C192", "all")]
    public async Task A_range_includes_its_ends(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/**").FilterPartitionId("p2");
        Assert.Equal(["20", "30"], await FramesAsync(view.FilterRangeSequence(20, 30)));
        Assert.Empty(await FramesAsync(view.FilterRangeSequence(21, 29)));
        Assert.Empty(await FramesAsync(view.FilterRangeSequence(30, 20)));
    }

    [Theory, Case("C193", "all")]
    public async Task A_range_needs_an_index(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView(null, "/**");
        Assert.ThrowsAny<Exception>(() => view.FilterRangeSequence(0, 1));
        Assert.ThrowsAny<Exception>(() => view.FilterRangeNanos(0, 1));
        Assert.ThrowsAny<Exception>(() => view.FilterRangeSecs(0, 1));
    }

    [Theory, Case("C194", "all")]
    public async Task A_range_is_given_in_seconds_or_nanoseconds(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        const long start = 1_000_000_000_000_000_000;
        long[] times = [start + 1_000_000_000, start + 2_000_000_000, start + 3_000_000_000];
        await on.RegisterAsync(dataset.Id, [new RecordingFixture("p", 1).Add("/e", [TimeColumn.Instants("t", times)], Columns.Colors([1], [2], [3]))]);
        var view = dataset.DataframeQueryView("t", "/**");
        foreach (var ranged in new[] { view.FilterRangeNanos(times[0], times[1]), view.FilterRangeSecs(1_000_000_001, 1_000_000_002) })
        {
            using var reader = await ranged.ToArrowReaderAsync();
            Assert.Equal([$"{times[0]}", $"{times[1]}"], await reader.RowsAsync("t"));
        }
    }

    [Theory, Case("C195", "all")]
    public async Task Index_values_are_chosen(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/**").FilterPartitionId("p2");
        Assert.Equal(["20", "40"], await FramesAsync(view.FilterIndexValues(Values(20, 25, 40))));
    }

    [Theory, Case("C196", "all")]
    public async Task Index_values_are_sampled(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/my/entity").UsingIndexValues(Values(5, 20, 25));
        using var reader = await view.ToArrowReaderAsync();
        Assert.Equal(
            new[] { "p1", "p2", "p3" }.SelectMany(p => new[] { $"{p} | 20 | [1] | [simple]", $"{p} | 25 | null | [simple]", $"{p} | 5 | null | [simple]" }),
            await reader.RowsAsync("rerun_partition_id", "frame_nr", Colors, Labels));
    }

    [Theory, Case("C197", "all")]
    public async Task A_sampled_value_counts_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/**");
        var error = await Assert.ThrowsAnyAsync<Exception>(() => CountAsync(view.UsingIndexValues(Values(1, 1))));
        Assert.Contains("unique", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, Case("C200", "all")]
    public async Task Sampled_values_may_be_those_of_no_partition(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/**");
        Assert.Equal(0, await CountAsync(view.UsingIndexValues(new Dictionary<string, IReadOnlyList<IndexValue>> { ["doesnt_exist"] = Values(10, 20), ["p1"] = [] })));
    }

    [Theory, Case("C201", "all")]
    public async Task A_view_does_not_change(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var view = (await SimpleAsync(on)).DataframeQueryView("frame_nr", "/**");
        var before = await CountAsync(view);
        _ = view.FilterPartitionId("p1").FilterRangeSequence(20, 20).FilterIsNotNull(Points).FillLatestAt();
        _ = view.UsingIndexValues(Values(1));
        _ = view.FilterIndexValues(Values(1));
        Assert.Equal(before, await CountAsync(view));
    }

    [Theory, Case("C202", "all")]
    public async Task Filling_looks_before_the_range(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, [new RecordingFixture("p", 1)
            .Add("/e", [TimeColumn.Sequence("frame_nr", 10, 20, 30)], Columns.Points([(1, 1)], [(2, 2)], [(3, 3)]), Columns.Colors([1], null, null))
            .Add("/e", [TimeColumn.Sequence("frame_nr", 40, 50, 60)], Columns.Points([(4, 4)], [(5, 5)], [(6, 6)]))
            .Add("/e", [TimeColumn.Sequence("frame_nr", 70, 80, 90)], Columns.Points([(7, 7)], [(8, 8)], [(9, 9)]))]);
        var view = dataset.DataframeQueryView("frame_nr", "/**").FilterRangeSequence(40, 60);
        using var plain = await view.ToArrowReaderAsync();
        Assert.Equal(["40 | null", "50 | null", "60 | null"], await plain.RowsAsync("frame_nr", "/e:example.MyPoints:colors"));
        using var filled = await view.FillLatestAt().ToArrowReaderAsync();
        Assert.Equal(["40 | [1]", "50 | [1]", "60 | [1]"], await filled.RowsAsync("frame_nr", "/e:example.MyPoints:colors"));
    }

    [Theory, Case("C203", "all")]
    public async Task Rows_are_limited(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await SimpleAsync(on);
        foreach (var (limit, expected) in new[] { (1, 1), (6, 6), (12, 12), (112, 12) })
        {
            Assert.Equal(expected, await on.QueryCountAsync($"SELECT count(*) FROM (SELECT * FROM d.frame_nr LIMIT {limit})"));
        }
    }

    [Theory, Case("C204", "all")]
    public async Task A_partition_has_a_link(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        Assert.Equal($"{on.Client.Url}/dataset/{dataset.Id}?partition_id=p", dataset.GetPartitionUrl("p"));
        Assert.Throws<ArgumentException>(() => dataset.GetPartitionUrl("p", start: new IndexValue(1)));
    }

    private static IndexValue[] Values(params long[] values) => [.. values.Select(value => new IndexValue(value))];

    private static async Task<DatasetEntry> SimpleAsync(CatalogUnderTest on)
    {
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.Three());
        return dataset;
    }

    private static async Task<DatasetEntry> EndToEndAsync(CatalogUnderTest on)
    {
        var dataset = await on.Client.CreateDatasetAsync("d");
        await on.RegisterAsync(dataset.Id, Fixtures.EndToEnd());
        return dataset;
    }

    private static async Task<IReadOnlyList<string>> FramesAsync(DataframeQueryView view)
    {
        using var reader = await view.ToArrowReaderAsync();
        return await reader.RowsAsync("frame_nr");
    }

    private static async Task<int> CountAsync(DataframeQueryView view)
    {
        using var reader = await view.ToArrowReaderAsync();
        return (await reader.ToListAsync()).Sum(batch => batch.Length);
    }
}
