using Rerun.Arrow;
using Rerun.Arrow.Ipc;
using Rerun.Catalog.Embedded.Tests.Support;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Official;

/// <summary>The tables and schemas of a dataset, compared with those of the official 0.27.3 server over the same files.</summary>
public class OfficialTablesTests
{
    private static readonly string[] Releases = ["0.23.4", "0.24.1", "0.25.1", "0.26.2", "0.27.3", "0.28.2", "0.30.2", "0.33.1", "0.36.3", "0.41.0"];

    private static readonly string[] EdgeCases =
    [
        "clear_flat_and_recursive", "component_names", "empty_columns", "entity_paths", "properties_only", "static_over_temporal", "temporal_property",
        "types_dictionary", "types_nested", "types_tensors",
    ];

    // Arguments: a folder to write to; for each recording the dataset's number, the layer and the path.
    private const string Script = """
        import sys, pyarrow as pa
        from rerun.server import Server
        target, *recordings = sys.argv[1:]
        server = Server()  # kept: it ends with its last reference
        client = server.client()
        datasets = {}
        for recording in recordings:
            number, layer, path = recording.split("|")
            if number not in datasets:
                datasets[number] = client.create_dataset(number)
            datasets[number].register("file://" + path, recording_layer=layer)
        def write(name, schema, batches):
            with pa.OSFile(f"{target}/{name}.arrow", "wb") as sink, pa.ipc.new_stream(sink, schema) as writer:
                for batch in batches:
                    writer.write_batch(batch)
        for number, dataset in datasets.items():
            write(number + "-schema", dataset.arrow_schema(), [])
            for name, table in (("-table", dataset.partition_table()), ("-manifest", dataset.manifest())):
                reader = table.to_arrow_reader()
                write(number + name, reader.schema, list(reader))
        """;

    [SharedFact("rerun")]
    public void Drives_with_labels_give_the_official_tables()
    {
        (string Path, string Layer)[] drives = [.. Directory.GetFiles(SharedData.SampleDrives, "*.rrd").Order(StringComparer.Ordinal).Select(path => (path, "base"))];
        var labels = new[] { "drive-001", "drive-003", "drive-008" }.Select(name => (SharedData.PathOf("data", "layers", name + "-labels.rrd"), "labels"));
        Compare([.. drives, .. labels]);
    }

    [SharedFact("rerun")]
    public void Recordings_of_all_releases_give_the_official_tables() =>
        Compare([.. Releases.Select(release => new[] { (SharedData.PathOf("data", "versions", release, "basic.rrd"), "base") })]);

    [SharedFact("rerun")]
    public void Edge_cases_give_the_official_tables() =>
        Compare([.. EdgeCases.Select(name => new[] { (SharedData.PathOf("data", "edge", name + ".rrd"), "base") })]);

    [SharedFact("rerun")]
    public void Properties_of_odd_names_in_several_layers_give_the_official_tables()
    {
        using var folder = new TempFolder();
        OfficialServer.Run(
            """
            import sys, rerun as rr
            for number, values in enumerate(([1, 2], [3], [])):
                with rr.RecordingStream("app", recording_id="r") as rec:
                    rec.save(f"{sys.argv[1]}/{number}.rrd")
                    rec.send_property("left gripper.2", rr.AnyValues(**{"x,y": values, f"only-{number}": "text"}))
                    rec.send_property("site/room", rr.AnyValues(no=number))
                    rec.send_property("marks", rr.Points2D([[number, 1]], radii=[0.5]))
            """,
            folder.Path);
        Compare([(folder.At("0.rrd"), "base"), (folder.At("1.rrd"), "one"), (folder.At("2.rrd"), "another")]);
    }

    private static void Compare(params (string Path, string Layer)[][] datasets)
    {
        using var folder = new TempFolder();
        OfficialServer.Run(
            Script, [folder.Path, .. datasets.SelectMany((files, number) => files.Select(file => $"{number}|{file.Layer}|{file.Path}"))]);
        using var client = new CatalogClient(EmbeddedCatalog.Open(
            EmbeddedCatalog.InMemory, new EmbeddedCatalogOptions { Compatibility = Dataframes.CompatibilityMode.Rerun027 }));
        for (var number = 0; number < datasets.Length; number++)
        {
            var dataset = client.CreateDataset($"{number}");
            foreach (var (path, layer) in datasets[number])
            {
                dataset.Register(path, layer);
            }

            var (schema, _) = ReadStream(folder.At($"{number}-schema.arrow"));
            var own = dataset.GetArrowSchema();
            Assert.Equal(schema.Fields().Order(StringComparer.Ordinal), own.Fields().Order(StringComparer.Ordinal));
            Assert.Equal(schema.Metadata, own.Metadata);
            CompareRows(folder.At($"{number}-table.arrow"), dataset.ScanPartitionTable().Single(), "rerun_partition_id");
            CompareRows(folder.At($"{number}-manifest.arrow"), dataset.ScanManifest().Single(), "rerun_partition_id", "rerun_layer_name");
        }
    }

    /// <summary>Rows are matched by their keys. What comes from the clock, from merged chunks or from estimates is not compared.</summary>
    private static void CompareRows(string path, RecordBatch own, params string[] keys)
    {
        var (schema, batches) = ReadStream(path);
        Assert.Equal(schema.Fields().Order(StringComparer.Ordinal), own.Schema.Fields().Order(StringComparer.Ordinal));
        string[] names =
        [
            .. own.Schema.FieldsList.Select(field => field.Name)
                .Where(name => name.StartsWith("property:", StringComparison.Ordinal) || name is "rerun_layer_names" || keys.Contains(name))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            batches.SelectMany(batch => CellTexts.Rows(batch, names)).Order(StringComparer.Ordinal),
            CellTexts.Rows(own, names).Order(StringComparer.Ordinal));
    }

    private static (Schema Schema, List<RecordBatch> Batches) ReadStream(string path)
    {
        using var reader = new ArrowStreamReader(File.ReadAllBytes(path));
        var batches = new List<RecordBatch>();
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            batches.Add(batch);
        }

        return (reader.Schema, batches);
    }
}
