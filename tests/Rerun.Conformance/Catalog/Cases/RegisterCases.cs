using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Conformance.Catalog.Recordings;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Conformance.Servers;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed class RegisterCases
{
    private const string Positions = "property:points:Points2D:positions";
    private const string Text = "property:text_log:TextLog:text";

    [Theory, Case("C058", "all")]
    public async Task Recordings_become_partitions(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        await on.RegisterAsync(dataset, Fixtures.Three());
        Assert.Equal(["p1 [base] 4", "p2 [base] 2", "p3 [base] 6"], await on.PartitionsAsync(dataset));
    }

    [Theory, Case("C059", "all")]
    public async Task The_manifest_has_a_row_per_layer(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        await on.RegisterAsync(dataset, Fixtures.Three());
        Assert.Equal(["base/p1 4", "base/p2 2", "base/p3 6"], await on.LayersAsync(dataset));
        var manifest = await on.Catalog.GetManifestAsync(dataset);
        Assert.All(manifest.Texts("rerun_layer_type"), type => Assert.Equal("rrd", type));
        var hashes = (FixedSizeBinaryArray)manifest.Column("rerun_schema_sha256");
        Assert.Equal(3, Enumerable.Range(0, 3).Select(row => Convert.ToHexString(hashes.GetBytes(row))).Where(text => text.Length == 64).Distinct().Count());
    }

    [Theory, Case("C060", "27", OnlyByWire = true)]
    public async Task The_answer_tells_what_was_registered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        var urls = Fixtures.Three().Select(recording => on.Write(recording)).ToList();
        var request = new Wire.RegisterWithDatasetRequest { OnDuplicate = Wire.IfDuplicateBehavior.Error };
        request.DataSources.AddRange(urls.Select(url => new Wire.DataSource { StorageUrl = url, Typ = Wire.DataSourceKind.Rrd }));
        var answer = (await on.Wire.CallAsync("RegisterWithDataset", request, dataset)).Single(Wire.RegisterWithDatasetResponse.Parser).Data.Batch();
        Assert.Equal(
            ["rerun_partition_id", "rerun_partition_layer", "rerun_partition_type", "rerun_storage_url", "rerun_task_id"],
            answer.Schema.FieldsList.Select(field => field.Name));
        Assert.All(answer.Schema.FieldsList, field => Assert.EndsWith("utf8 not null", field.ToString(), StringComparison.Ordinal));
        Assert.Equal(["rrd", "rrd", "rrd"], answer.Texts("rerun_partition_type"));
        Assert.Equal(urls, answer.Texts("rerun_storage_url").Order(StringComparer.Ordinal));
    }

    [Theory, Case("C061", "all")]
    public async Task A_blueprint_is_registered_with_the_dataset_of_blueprints(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var blueprints = (await on.Catalog.ReadEntryAsync(await on.CreateAsync("ds"))).BlueprintDatasetId!.Value;
        await on.RegisterAsync(blueprints, new RecordingSource(on.Write(Fixtures.Blueprint("blueprint_partition_id"), "b.rbl")));
        Assert.Equal(["blueprint_partition_id [base] 1"], await on.PartitionsAsync(blueprints));
        Assert.Equal(1, (await on.Catalog.GetManifestAsync(blueprints)).Length);
    }

    [Theory, Case("C062", "27")]
    public async Task A_dataset_takes_no_blueprints(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.GetDatasetAsync(await on.CreateAsync("ds"));
        var url = on.Write(Fixtures.Blueprint("bp1"), "b.rbl");
        Assert.Empty(await on.Catalog.RegisterAsync(dataset.Id, [new RecordingSource(url)]));
        await Assert.ThrowsAnyAsync<RerunException>(async () => await dataset.RegisterAsync(url));
    }

    [Theory, Case("C063", "all")]
    public async Task A_registered_blueprint_becomes_the_default(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        await dataset.RegisterAsync(on.Write(Fixtures.Simple("p1", ["a"])));
        var id = await (await dataset.GetBlueprintDatasetAsync())!.RegisterAsync(on.Write(Fixtures.Blueprint("bp1"), "b.rbl"));
        await dataset.SetDefaultBlueprintPartitionAsync(id);
        Assert.Equal(("bp1", "bp1"), (id, dataset.DefaultBlueprintPartitionId));
    }

    [Theory, Case("C064", "all")]
    public async Task Registering_gives_the_partitions_id(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        const string id = "01234567-0123-0123-0123-0123456789ab";
        Assert.Equal(id, await dataset.RegisterAsync(on.Write(Fixtures.Simple(id, ["points"]))));
    }

    [Theory, Case("C065", "all", OnlyByWire = true)]
    public async Task The_layer_is_base_where_none_is_told(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        var answer = await RegisterByWireAsync(on, dataset, new Wire.DataSource { StorageUrl = on.Write(Fixtures.Simple("p1", ["a"])), Typ = Wire.DataSourceKind.Rrd });
        Assert.Equal(GrpcCode.Ok, answer);
        Assert.Equal(["base/p1 2"], await on.LayersAsync(dataset));
    }

    [Theory, Case("C066", "all")]
    public async Task The_last_layer_holds_for_the_rest(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        string[] urls = [.. Enumerable.Range(0, 3).Select(i => on.Write(Fixtures.Simple($"q{i}", ["a"], (ulong)i + 1)))];
        await (await dataset.RegisterBatchAsync(urls, ["a", "b"])).WaitAllAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["a/q0 2", "b/q1 2", "b/q2 2"], await on.LayersAsync(dataset.Id));
    }

    [Theory, Case("C068", "all")]
    public async Task Each_recording_may_have_its_layer(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        string[] urls = [.. Enumerable.Range(0, 2).Select(i => on.Write(Fixtures.Simple($"q{i}", ["a"], (ulong)i + 1)))];
        await (await dataset.RegisterBatchAsync(urls, ["layer_a", "layer_b"])).WaitAllAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["q0", "q1"], (await dataset.GetPartitionIdsAsync()).Order(StringComparer.Ordinal));
    }

    [Theory, Case("C069", "all")]
    public async Task A_partition_has_its_layers(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(["partition1 [base, extra] 8", "partition2 [base, extra] 6", "partition3 [base] 2"], await on.PartitionsAsync(await LayeredAsync(on)));
    }

    [Theory, Case("C070", "all")]
    public async Task The_manifest_tells_layers_apart(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await LayeredAsync(on);
        Assert.Equal(
            ["base/partition1 6", "base/partition2 4", "base/partition3 2", "extra/partition1 2", "extra/partition2 2"], await on.LayersAsync(dataset));
        var manifest = await on.Catalog.GetManifestAsync(dataset);
        var hashes = (FixedSizeBinaryArray)manifest.Column("rerun_schema_sha256");
        Assert.Single(manifest.Texts("rerun_layer_name")
            .Select((name, row) => (name, Hash: Convert.ToHexString(hashes.GetBytes(row))))
            .Where(layer => layer.name == "extra")
            .DistinctBy(layer => layer.Hash));
    }

    [Theory, Case("C071", "all")]
    public async Task Properties_are_columns_of_both_tables(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await WithPropertiesAsync(on);
        var partitions = await on.Catalog.GetPartitionTableAsync(dataset);
        Assert.Equal(
            ["p1 | [base, props] | 5 | null | [first]", "p2 | [base, props] | 4 | [[0, 1]] | [second]", "p3 | [base] | 6 | null | null"],
            partitions.Rows("rerun_partition_id", "rerun_layer_names", "rerun_num_chunks", Positions, Text));
        Assert.All([Positions, Text], name => Assert.True(partitions.Schema.GetFieldByName(name)!.IsNullable));
        var manifest = await on.Catalog.GetManifestAsync(dataset);
        Assert.Equal(
            [
                "p1 | base | 4 | null | null", "p1 | props | 1 | null | [first]", "p2 | base | 2 | null | null", "p2 | props | 2 | [[0, 1]] | [second]",
                "p3 | base | 6 | null | null",
            ],
            manifest.Rows("rerun_partition_id", "rerun_layer_name", "rerun_num_chunks", Positions, Text));
    }

    [Theory, Case("C072", "all")]
    public async Task A_propertys_column_tells_where_it_comes_from(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var metadata = (await on.Catalog.GetPartitionTableAsync(await WithPropertiesAsync(on))).Schema.GetFieldByName(Text)!.Metadata;
        Assert.Equal(
            ("data", "/__properties/text_log", "TextLog:text"), (metadata["rerun:kind"], metadata["rerun:entity_path"], metadata["rerun:component"]));
        Assert.Contains("rerun:archetype", metadata.Keys);
        Assert.Contains("rerun:component_type", metadata.Keys);
        Assert.DoesNotContain("rerun:is_static", metadata.Keys);
    }

    [Theory, Case("C073", "all")]
    public async Task A_folder_is_registered_as_its_recordings_are(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var (one, other) = (await on.CreateAsync("a"), await on.CreateAsync("b"));
        await on.RegisterAsync(other, Fixtures.Three());
        await on.RegisterAsync(one, new RecordingSource(on.RecordingsUrl, IsPrefix: true));
        Assert.Equal(await on.PartitionsAsync(other), await on.PartitionsAsync(one));
        Assert.Equal(await on.LayersAsync(other), await on.LayersAsync(one));
    }

    [Theory, Case("C074", "all")]
    public async Task A_folder_of_twenty_recordings_is_registered(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var recordings = Fixtures.EndToEnd();
        foreach (var recording in recordings)
        {
            on.Write(recording);
        }

        var dataset = await on.Client.CreateDatasetAsync("d");
        await (await dataset.RegisterPrefixAsync(on.RecordingsUrl)).WaitAllAsync(TimeSpan.FromSeconds(50));
        Assert.Equal(recordings.Select(recording => recording.Id), (await dataset.GetPartitionIdsAsync()).Order(StringComparer.Ordinal));
        Assert.All(await on.PartitionsAsync(dataset.Id), row => Assert.Contains(" [base] ", row, StringComparison.Ordinal));
    }

    [Theory, Case("C075", "all")]
    public async Task A_prefix_must_be_a_folder(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        var file = on.Write(Fixtures.Simple("p1", ["a"]));
        foreach (var url in new[] { $"{on.RecordingsUrl}/none", file, "s3://x/" })
        {
            var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await on.Catalog.RegisterAsync(dataset, [new RecordingSource(url, IsPrefix: true)]));
            Assert.Equal(RerunErrorCode.InvalidArgument, error.ErrorKind);
        }

        Assert.Empty(await on.PartitionsAsync(dataset));
    }

    [Theory, Case("C076", "27")]
    public async Task An_empty_folder_registers_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        Directory.CreateDirectory(new Uri(on.RecordingsUrl).LocalPath);
        var tasks = await dataset.RegisterPrefixAsync(on.RecordingsUrl);
        Assert.Empty(tasks);
        await Assert.ThrowsAnyAsync<Exception>(async () => await tasks.WaitAllAsync(TimeSpan.FromSeconds(5)));
    }

    [OfficialTheory, Case("C077", "28+")]
    public async Task An_empty_folder_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        Directory.CreateDirectory(new Uri(on.RecordingsUrl).LocalPath);
        var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await dataset.RegisterPrefixAsync(on.RecordingsUrl));
        Assert.Contains("no rrd files found in", error.Message, StringComparison.Ordinal);
    }

    [Theory, Case("C078", "27")]
    public async Task Nothing_to_register_is_nothing(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Empty(await (await on.Client.CreateDatasetAsync("d")).RegisterBatchAsync([]));
    }

    [OfficialTheory, Case("C079", "28+", OnlyByWire = true)]
    public async Task Nothing_to_register_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(GrpcCode.InvalidArgument, await RegisterByWireAsync(on, await on.CreateAsync("d")));
    }

    [Theory, Case("C080", "29+", Own = Applicability.Yes)]
    public async Task What_is_not_there_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        on.Write(Fixtures.Simple("p1", ["a"]));
        foreach (var url in new[] { $"{on.RecordingsUrl}/missing.rrd", on.RecordingsUrl })
        {
            await Assert.ThrowsAsync<RerunNotFoundException>(async () => await on.Catalog.RegisterAsync(dataset, [new RecordingSource(url)]));
        }
    }

    [OfficialTheory, Case("C081", "27", Own = Applicability.No)]
    public async Task A_missing_recording_is_an_error(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        await Assert.ThrowsAnyAsync<RerunException>(
            async () => await on.Catalog.RegisterAsync(dataset, [new RecordingSource($"{on.RecordingsUrl}/missing.rrd")]));
    }

    [Theory, Case("C082", "all", OnlyByWire = true)]
    public async Task A_source_needs_a_kind_and_a_url(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        var url = on.Write(Fixtures.Simple("p1", ["a"]));
        foreach (var source in new Wire.DataSource[] { new() { StorageUrl = url }, new() { Typ = Wire.DataSourceKind.Rrd }, new() { StorageUrl = "not a url", Typ = Wire.DataSourceKind.Rrd } })
        {
            Assert.Equal(GrpcCode.InvalidArgument, await RegisterByWireAsync(on, dataset, source));
        }
    }

    [Theory, Case("C083", "all")]
    public async Task A_layer_is_registered_once(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        var url = on.Write(Fixtures.Simple("segment1", ["a"]));
        await dataset.RegisterAsync(url);
        var before = await on.LayersAsync(dataset.Id);
        if (on.Release == 41)
        {
            var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await dataset.RegisterAsync(url));
            Assert.Contains("already exists", error.Message, StringComparison.Ordinal);
        }
        else
        {
            await Assert.ThrowsAsync<RerunAlreadyExistsException>(async () => await dataset.RegisterAsync(url));
        }

        Assert.Equal(before, await on.LayersAsync(dataset.Id));
    }

    [Theory, Case("C084", "all")]
    public Task A_layer_may_be_kept(CatalogSetting setting) => RegisterAgainAsync(setting, IfDuplicate.Skip, "[first]");

    [Theory, Case("C085", "all")]
    public Task A_layer_may_be_replaced(CatalogSetting setting) => RegisterAgainAsync(setting, IfDuplicate.Overwrite, "[second]");

    [Theory, Case("C086", "all")]
    public async Task All_layers_may_be_kept(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("d");
        var source = new RecordingSource(on.Write(Fixtures.Simple("segment1", ["a"])));
        await on.RegisterAsync(dataset, source);
        await on.Catalog.RegisterAsync(dataset, [source], IfDuplicate.Skip);
        Assert.Equal(["segment1 [base] 2"], await on.PartitionsAsync(dataset));
    }

    [OfficialTheory, Case("C087", "30+")]
    public async Task Types_that_differ_fail_the_task(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        string[] urls =
        [
            on.Write(Fixtures.Typed("segment1", Columns.Doubles(new("test", null, null), [1.0]))),
            on.Write(Fixtures.Typed("segment2", Columns.Floats("test", [1f]), 2)),
        ];
        var tasks = await dataset.RegisterBatchAsync(urls);
        var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await tasks.WaitAllAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("schema incompatibility", error.Message, StringComparison.Ordinal);
        Assert.Equal(["segment1"], await dataset.GetPartitionIdsAsync());
    }

    [OfficialTheory, Case("C088", "30+")]
    public async Task Types_of_properties_that_differ_fail_the_task(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.Client.CreateDatasetAsync("d");
        string[] urls =
        [
            on.Write(Fixtures.Properties("s1", 1, ("x", Columns.Doubles(new("c", null, null), [1.0])))),
            on.Write(Fixtures.Properties("s2", 2, ("x", Columns.Floats("c", [1f])))),
        ];
        var tasks = await dataset.RegisterBatchAsync(urls);
        var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await tasks.WaitAllAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("schema incompatibility", error.Message, StringComparison.Ordinal);
    }

    private static async Task RegisterAgainAsync(CatalogSetting setting, IfDuplicate ifDuplicate, string expected)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var dataset = await on.CreateAsync("ds");
        await on.RegisterAsync(dataset, [Fixtures.Properties("segment1", 1, ("text_log", Columns.TextLog("first")))]);
        var second = on.Write(Fixtures.Properties("segment1", 2, ("text_log", Columns.TextLog("second"))), "second.rrd");
        await on.Catalog.RegisterAsync(dataset, [new RecordingSource(second)], ifDuplicate);
        Assert.Equal([expected], (await on.Catalog.GetManifestAsync(dataset)).Rows(Text));
    }

    private static async Task<int?> RegisterByWireAsync(CatalogUnderTest on, Tuid dataset, params Wire.DataSource[] sources)
    {
        var request = new Wire.RegisterWithDatasetRequest();
        request.DataSources.AddRange(sources);
        return (await on.Wire.CallAsync("RegisterWithDataset", request, dataset)).Status;
    }

    private static async Task<Tuid> LayeredAsync(CatalogUnderTest on)
    {
        var dataset = await on.CreateAsync("ds");
        await on.RegisterAsync(
            dataset,
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["my/entity", "my/other/entity", "another/one"]), "1.rrd")),
            new RecordingSource(on.Write(Fixtures.Simple("partition1", ["extra/entity"], 2), "2.rrd"), "extra"),
            new RecordingSource(on.Write(Fixtures.Simple("partition2", ["my/entity", "my/other/entity"], 3), "3.rrd")),
            new RecordingSource(on.Write(Fixtures.Simple("partition2", ["extra/entity"], 4), "4.rrd"), "extra"),
            new RecordingSource(on.Write(Fixtures.Simple("partition3", ["i/am/alone"], 5), "5.rrd")));
        return dataset;
    }

    private static async Task<Tuid> WithPropertiesAsync(CatalogUnderTest on)
    {
        var dataset = await on.CreateAsync("ds");
        await on.RegisterAsync(dataset, Fixtures.Three());
        await on.RegisterAsync(
            dataset,
            new RecordingSource(on.Write(Fixtures.Properties("p1", 101, ("text_log", Columns.TextLog("first"))), "q1.rrd"), "props"),
            new RecordingSource(
                on.Write(Fixtures.Properties("p2", 102, ("text_log", Columns.TextLog("second")), ("points", Columns.Points2D([0, 1]))), "q2.rrd"), "props"));
        return dataset;
    }
}
