using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Linq.Tests.Rows;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Rows for scalar expressions: the first has nothing, the others everything, among it extremes and times before 1970.</summary>
public sealed class ThingsFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("things").FullName;

    public ThingsFixture()
    {
        string dataset = Directory.CreateDirectory(Path.Combine(_folder, "things")).FullName;
        long[] times = [-86_399_999_999_900, -100, 0, 1_700_000_000_123_456_700, 951_782_399_999_999_900, -2_208_988_800_000_000_000, 4_102_444_799_000_000_000];
        long[] spans = [-100, 0, 100, 90_061_001_001_000, -90_061_001_001_000, 3_599_999_999_900, 86_400_000_000_000];
        object?[] Cells(params object?[] values) => [null, .. values];
        object?[] Some(params long[] values) => Cells([.. values.Select(value => (object?)value)]);
        var place = new StructType([new("x", DoubleType.Default, true), new("frame_id", StringType.Default, true)]);
        var vector = new FixedSizeListType(new Field("item", FloatType.Default, true), 3);
        object?[] List(params object?[] items) => items;
        new MadeRecording("a", 1, 2, 3, 4, 5, 6, 7, 8)
            .Add("/id", "v", Int32Type.Default, 0, 1, 2, 3, 4, 5, 6, 7)
            .Add("/text", "v", StringType.Default, Cells("", " padded\t\u00a0", "drive-001", "Zürich 😀 süß", "a,b,,c", "ABCabcABC", "0042"))
            .Add("/number", "v", DoubleType.Default, Cells(0.0, -0.5, 2.5, 1e15, -1234.5678, 0.1, 3.0))
            .Add("/single", "v", FloatType.Default, Cells(0f, -0.5f, 2.5f, 1e10f, -1234.5f, 0.1f, 3f))
            .Add("/int", "v", Int32Type.Default, Cells(0, 1, -1, 7, -7, 1_000_000, 42))
            .Add("/long", "v", Int64Type.Default, Some(0, 1, -1, 7, -7, 4_000_000_000, 42))
            .Add("/flag", "v", BooleanType.Default, Cells(true, false, true, true, false, false, true))
            .Add("/time", "v", new TimestampType(TimeUnit.Nanosecond), Some(times))
            .Add("/offset", "v", new TimestampType(TimeUnit.Nanosecond), Some(times))
            .Add("/whole", "v", new TimestampType(TimeUnit.Nanosecond), Some(times))
            .Add("/span", "v", DurationType.Nanosecond, Some(spans))
            .Add("/whole_span", "v", DurationType.Nanosecond, Some(spans))
            .Add("/day", "v", Date32Type.Default, Cells(-1, 0, 1, 19_675, 11_016, -25_567, 20_000))
            .Add("/clock", "v", new Time64Type(TimeUnit.Nanosecond), Some(0, 100, 86_399_999_999_900, 43_200_000_000_000, 3_723_004_005_000, 60_000_000_000, 1_000_000))
            .Add("/position", "v", vector, Cells(
                List([List(0f, 0f, 0f)]), List([List(1f, 2f, 2f)]), List([List(-3f, 0f, 4f)]), List([List(0.5f, 0.5f, 0.5f)]), List([List(1f, 0f, 0f)]), List([List(0f, -1f, 0f)]), List([List(2f, 3f, 6f)])))
            .Add("/name", "v", StringType.Default, Cells("unknown", "Paused", "RUNNING", "running", "paused", "Unknown", "Running"))
            .Add("/state", "v", Int32Type.Default, Cells(0, 1, 2, 2, 1, 0, 2))
            .Add("/lamps", "v", UInt8Type.Default, Cells((byte)0, (byte)1, (byte)2, (byte)3, (byte)4, (byte)7, (byte)6))
            .Add("/pose", "v", place, Cells(
                List([List(1.0, "map")]), List([List(2.0, "odom")]), List([List(-3.0, "")]), List([List(0.0, "map")]), List([List(5.5, "x")]), List([List(6.0, "map")]), List([List(7.0, "y")])))
            .Add("/list", "v", DoubleType.Default, Cells(List(1.0), List(3.0, 1.0, 2.0), List(5.0, 5.0), List(-1.0, 0.5), List(2.5), List(1e9, 7.0), List(0.0, 0.0, 1.0)))
            .Add("/key", "v", new FixedSizeBinaryType(16), Cells([.. Enumerable.Range(1, 7).Select(i => new Guid(i, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).ToByteArray(true))]))
            .Add("/blob", "v", BinaryType.Default, Cells([.. Enumerable.Range(1, 7).Select(i => new byte[i])]))
            .Save(dataset);
        Source = RerunDataSource.Create($"Data Source={_folder}");
        Rows = [.. Things];
    }

    public RerunDataSource Source { get; }

    public RerunQueryable<Thing> Things => Source.Dataset("things").Index<Thing>("log_time");

    /// <summary>All rows, read once.</summary>
    public IReadOnlyList<Thing> Rows { get; }

    public void Dispose()
    {
        Source.Dispose();
        Directory.Delete(_folder, true);
    }
}
