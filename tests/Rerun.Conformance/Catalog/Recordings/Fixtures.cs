using Rerun.Catalog.Chunks;

namespace Rerun.Conformance.Catalog.Recordings;

/// <summary>The recordings that the cases are about, each always the same. Big ones are written once a run.</summary>
internal static class Fixtures
{
    /// <summary>Sentences, of which two have the stem "wind".</summary>
    public static readonly IReadOnlyList<string> Sentences =
    [
        "A red fox crossed the frozen river before dawn.",
        "The old lighthouse keeper counted ships all night.",
        "Strong wind pushed the sail against the mast.",
        "Fresh bread cooled on the kitchen table.",
        "Seven children built a castle from wet sand.",
        "The train left the station two minutes early.",
        "Heavy rain filled the empty barrels quickly.",
        "A small robot sorted parcels by colour.",
        "The museum opened a gallery of glass birds.",
        "Winter winds carried snow across the valley.",
        "Farmers planted barley along the southern hill.",
        "The camera recorded every turn of the wheel.",
        "Quiet streets lay under orange lamps.",
        "A doctor wrote notes in a blue journal.",
        "The bridge was painted green last summer.",
        "Bees returned to the garden after the storm.",
        "An engine rested on four wooden blocks.",
        "The pilot checked the map before landing.",
        "Students measured the height of the tower.",
        "A violin played softly behind the curtain.",
    ];

    /// <summary>The first instant of <see cref="EndToEnd"/>: 2024-01-15T10:30:45.123456789Z.</summary>
    public const long FirstInstant = 1705314645123456789;

    private const long Second = 1_000_000_000;

    /// <summary>Per entity a chunk of four rows at 10, 20, 30, 40 of a timeline, then a static one.</summary>
    public static RecordingFixture Simple(string id, string[] entities, ulong prefix = 1, Func<long[], ChunkTimeline>? timeline = null)
    {
        var recording = new RecordingFixture(id, prefix);
        long[] times = [10, 20, 30, 40];
        foreach (var entity in entities)
        {
            recording.Add(
                entity,
                [timeline is null ? TimeColumn.Sequence("frame_nr", times) : timeline(times)],
                Columns.Points([(0, 0)], [(1, 1)], [(2, 2)], [(3, 3)]),
                Columns.Colors([0], [1], [2], [3]));
            recording.Add(entity, [], Columns.Labels(["simple"]));
        }

        return recording;
    }

    /// <summary>Three simple recordings: <c>p1</c>, <c>p2</c>, <c>p3</c> with 4, 2 and 6 chunks; prefixes 1, 2, 3.</summary>
    public static IReadOnlyList<RecordingFixture> Three() =>
    [
        Simple("p1", ["my/entity", "my/other/entity"]),
        Simple("p2", ["my/entity"], 2),
        Simple("p3", ["my/entity", "another/one", "yet/another/one"], 3),
    ];

    /// <summary>Overlapping and repeated data.</summary>
    public static RecordingFixture Nasty(string id, string[] entities, ulong prefix = 1)
    {
        var recording = new RecordingFixture(id, prefix);
        foreach (var entity in entities)
        {
            for (var i = 0; i < 3; i++)
            {
                recording.Add(
                    entity,
                    Times(10, 30, 50, 70, 70, 70),
                    Columns.Points([(0, 0)], [(2, 2)], [(4, 4)], [(6, 6)], [(7, 7)], [(8, 8)]),
                    Columns.Colors(null, [2], null, null, null, null));
            }

            recording.Add(entity, Times(20, 40, 60), Columns.Points([(1, 1)], [(3, 3)], [(5, 5)]));
            recording.Add(entity, Times(30), Columns.Points([(22, 22)]));
            recording.Add(entity, Times(40, 50, 70), Columns.Colors([3], [4], [6]));
            recording.Add(entity, [], Columns.Labels(["b"]));
            recording.Add(entity, [], Columns.Labels(["c"]));
            recording.Add(entity, Times(950, 990), Columns.Points([(95, 95)], [(99, 99)]));
        }

        return recording;

        static ChunkTimeline[] Times(params long[] values) =>
            [TimeColumn.Sequence("frame_nr", values), TimeColumn.Instants("log_time", values), TimeColumn.Durations("sim_time", values)];
    }

    /// <summary>Properties, a static chunk each.</summary>
    public static RecordingFixture Properties(string id, ulong prefix, params (string Name, ChunkComponent Value)[] properties)
    {
        var recording = new RecordingFixture(id, prefix);
        foreach (var (name, value) in properties)
        {
            recording.Add($"/__properties/{name}", [], value);
        }

        return recording;
    }

    /// <summary>A blueprint of one chunk.</summary>
    public static RecordingFixture Blueprint(string id) => new RecordingFixture(id, 500, "rerun_example_app", isBlueprint: true).Add(
        "/time_panel",
        [TimeColumn.Sequence("frame_nr", 0)],
        Columns.Doubles(new ComponentDescriptor("TimePanelBlueprint:fps", "rerun.blueprint.archetypes.TimePanelBlueprint", "rerun.blueprint.components.Fps"), [60.0]));

    /// <summary>Ten rows of ten numbers: row i (from 1) has 0.1·i·j for j = 0–9.</summary>
    public static RecordingFixture Scalars(string id, ulong prefix = 10)
    {
        var recording = new RecordingFixture(id, prefix, "app");
        for (var i = 1; i <= 10; i++)
        {
            float[] row = [.. Enumerable.Range(0, 10).Select(j => (float)(0.1 * i * j))];
            recording.Add("/my_scalars", [TimeColumn.Instants("log_time", 10 * i)], Columns.Floats("scalar", row));
        }

        return recording;
    }

    /// <summary>A row per sentence, at 0, 10, 20 … ns.</summary>
    public static RecordingFixture Text(string id, ulong prefix = 20)
    {
        var recording = new RecordingFixture(id, prefix, "app");
        for (var i = 0; i < Sentences.Count; i++)
        {
            recording.Add("/my_text", [TimeColumn.Instants("log_time", 10 * i)], Columns.TextLog(Sentences[i]));
        }

        return recording;
    }

    /// <summary>A row per list of vectors, at 10, 20 … ns.</summary>
    public static RecordingFixture Vectors(string id, IReadOnlyList<float[][]> rows, ulong prefix = 30)
    {
        var recording = new RecordingFixture(id, prefix, "app");
        for (var i = 0; i < rows.Count; i++)
        {
            recording.Add("/my_embeddings", [TimeColumn.Instants("log_time", 10 * (i + 1))], Columns.Vectors("embedding", rows[i]));
        }

        return recording;
    }

    /// <summary>86 rows of three vectors of 256 equal numbers: 0.1·i·j² for row i (from 1) and vector j.</summary>
    public static RecordingFixture Embeddings(string id, ulong prefix = 30) => Vectors(
        id,
        [.. Enumerable.Range(1, 86).Select(i => Enumerable.Range(1, 3).Select(j => Enumerable.Repeat((float)(0.1 * i * j * j), 256).ToArray()).ToArray())],
        prefix);

    /// <summary>One row at frame 1 with one component, for types that do not fit together.</summary>
    public static RecordingFixture Typed(string id, ChunkComponent component, ulong prefix = 1) =>
        new RecordingFixture(id, prefix).Add("/data", [TimeColumn.Sequence("frame_nr", 1)], component);

    /// <summary>20 recordings with gaps on three timelines, shuffled against each other.</summary>
    public static IReadOnlyList<RecordingFixture> EndToEnd() => [.. Enumerable.Range(0, 20).Select(EndToEnd)];

    private static RecordingFixture EndToEnd(int k)
    {
        var rows = k % 2 == 1 ? 25 : 50;
        var recording = new RecordingFixture($"rec_{k:00}", (ulong)(1000 + k), "rerun_example_e2e");
        for (var o = 0; o < 3; o++)
        {
            for (var i = 0; i < rows; i++)
            {
                if ((i + o + k) % 6 == 5 && i > 0 && i < rows - 1)
                {
                    continue;
                }

                var times = new List<ChunkTimeline>(3);
                if (i % 5 != 1)
                {
                    times.Add(TimeColumn.Instants("time_1", FirstInstant + (120 * Second * i)));
                }

                if (i % 5 != 2)
                {
                    times.Add(TimeColumn.Durations("time_2", (1800 * Second) + (300 * Second * (((i * 7) + 3) % rows))));
                }

                if (i % 5 != 3)
                {
                    times.Add(TimeColumn.Sequence("time_3", 1 + (((i * 11) + 5) % rows)));
                }

                recording.Add($"/obj{o + 1}", times, Columns.Points3D([i + 1, o, 0]));
            }
        }

        return recording.Add("/text1", [], Columns.TextLog("one")).Add("/text2", [], Columns.TextLog("two"));
    }
}
