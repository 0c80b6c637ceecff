using System.ComponentModel.DataAnnotations.Schema;
using System.Numerics;
using System.Runtime.Serialization;
using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Linq.Tests.Rows;

/// <summary>What properties of rows may be, and how rows become objects.</summary>
public sealed class RowModelTests(RowModelFixture odd) : IClassFixture<RowModelFixture>
{
    public enum Mode
    {
        Unknown,
        Paused,
        Running,
        [EnumMember(Value = "")]
        None,
    }

    [Fact]
    public void Numbers_are_read_in_the_types_that_hold_them()
    {
        var rows = odd.Rows<Numbers>().ToList();
        Assert.Equal([1, -2, int.MaxValue, null], rows.Select(row => row.Int));
        Assert.Equal([1L, -2L, int.MaxValue, null], rows.Select(row => row.IntAsLong));
        Assert.Equal([long.MinValue, 0, long.MaxValue, null], rows.Select(row => row.Long));
        Assert.Equal([0, 200, 255, null], rows.Select(row => (int?)row.Byte));
        Assert.Equal([(Half)1.5, (Half)(-0.25), Half.MaxValue, null], rows.Select(row => row.Half));
        Assert.Equal([1.5f, -0f, float.Epsilon, null], rows.Select(row => row.Float));
        Assert.Equal([1.5, double.NaN, double.NegativeInfinity, null], rows.Select(row => row.Double));
        Assert.Equal([1m, -2m, int.MaxValue, null], rows.Select(row => row.Decimal));
        Assert.Equal([true, false, null, null], rows.Select(row => row.Flag));
    }

    [Fact]
    public void Texts_names_blobs_and_identities_are_read()
    {
        var rows = odd.Rows<Others>().ToList();
        Assert.Equal(["running", "Paused", "", null], rows.Select(row => row.Name));
        Assert.Equal([Mode.Running, Mode.Paused, Mode.None, null], rows.Select(row => row.ModeByName));
        Assert.Equal([Mode.Unknown, Mode.Paused, Mode.Running, null], rows.Select(row => row.ModeByNumber));
        Assert.Equal([[1, 2], [], [255], null], rows.Select(row => row.Blob));
        Assert.Equal(2, rows[0].Memory!.Value.Length);
        Assert.Equal(1, rows[0].Stream!.ReadByte());
        Assert.Null(rows[3].Stream);
        Assert.Equal([new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Guid.Empty, Guid.Empty, null], rows.Select(row => row.Id));
    }

    [Fact]
    public void Times_are_read_cut_off_toward_the_past_or_whole()
    {
        var rows = odd.Rows<Times>().ToList();
        Assert.Equal([-1, 1_700_000_000_123_456_789, long.MaxValue, null], rows.Select(row => row.Whole?.Nanoseconds));
        Assert.Equal([-1, 1_700_000_000_123_456_789, long.MaxValue, null], rows.Select(row => row.Count));
        Assert.Equal(DateTime.UnixEpoch.AddTicks(-1), rows[0].Time);
        Assert.Equal(DateTimeKind.Utc, rows[0].Time!.Value.Kind);
        Assert.Equal(new DateTimeOffset(DateTime.UnixEpoch.AddTicks(17_000_000_001_234_567)), rows[1].Offset);
        Assert.Equal([-1, 1_500_000_000, long.MaxValue, null], rows.Select(row => row.WholeSpan?.Nanoseconds));
        Assert.Equal(TimeSpan.FromTicks(-1), rows[0].Span);
        Assert.Equal(TimeSpan.FromSeconds(1.5), rows[1].Span);
        Assert.Equal([new DateOnly(1969, 12, 31), new DateOnly(2022, 1, 8), new DateOnly(1970, 1, 1), null], rows.Select(row => row.Day));
        Assert.Equal(TimeOnly.MinValue.Add(TimeSpan.FromTicks(36_000_000_001)), rows[1].Clock);
        Assert.Equal(-1, rows[0].Index.Nanoseconds);
    }

    [Fact]
    public void Lists_vectors_and_structs_become_what_the_property_is()
    {
        var rows = odd.Rows<Shapes>().ToList();
        Assert.Equal([[1, 2, 3], [], [5], null], rows.Select(row => row.Many));
        Assert.Equal([1.0, 2.0, 3.0], rows[0].ManyList);
        Assert.Equal([1.0, 2.0, 3.0], rows[0].ManyReadOnly);
        Assert.Equal([1.0, 2.0, 3.0], rows[0].ManyMemory!.Value.ToArray());
        Assert.Null(rows[3].ManyMemory);
        Assert.Equal([[[1, 2], [3]], [[]], [], null], rows.Select(row => row.Nested));
        Assert.Equal([new Vector3(1, 2, 3), new Vector3(-1, 0, 0.5f), default(Vector3), null], rows.Select(row => row.Position));
        Assert.Equal([new Point { X = 1, Y = 2, Z = 3 }, new Point { X = -1, Y = 0, Z = 0.5f }, default(Point), null], rows.Select(row => row.Marked));
        Assert.Equal([Quaternion.Identity, new Quaternion(0.5f, 0.5f, 0.5f, 0.5f), new Quaternion(1, 0, 0, 0), null], rows.Select(row => row.Rotation));
        Assert.Equal(new DoublePoint { X = 0, Y = 0, Z = 0, W = 1 }, rows[0].WideMarked);
        Assert.Equal([new Vector3(1, 2, 3), new Vector3(4, 5, 6)], rows[0].Points!);
        Assert.Equal([new Vector3(1, 2, 3), new Vector3(4, 5, 6)], rows[0].PointMemory!.Value.ToArray());
        Assert.Equal([new Vector3(7, 8, 9)], rows[2].PointMemory!.Value.ToArray());
        Assert.Equal([new Pose(1, 2, "map"), new Pose(-1, null, null), null, null], rows.Select(row => row.Pose));
        Assert.Equal([(1.0, 2.0, "map"), (-1.0, null, null), null, null], rows.Select(row => row.PoseTuple));
        Assert.Equal(["map", "odom"], rows[0].Poses!.Select(pose => pose.FrameId));
        Assert.Equal(3.0, rows[0].Poses![1].X);
    }

    [Fact]
    public void Rules_choose_from_lists()
    {
        var rows = odd.Rows<Rules>().ToList();
        Assert.Equal([1.0, null, 5.0, null], rows.Select(row => row.First));
        Assert.Equal([true, false, false, null], rows.Select(row => row.Any));
        Assert.Equal([false, false, true, null], rows.Select(row => row.All));
        Assert.Equal(rows.Count(row => row.First > 1), odd.Rows<Rules>().Count(row => row.First > 1));
        Assert.Equal(1, odd.Rows<Rules>().Count(row => row.Any == true));
        Assert.Equal(2, odd.Rows<Rules>().Count(row => row.First == null));
        var fault = Assert.Throws<RerunException>(() => odd.Rows<SingleOfMany>().ToList());
        Assert.Matches(@"'/many:v' has a list of 3 elements at log_time 1969.* of partition 'a'", fault.Message);
        Assert.Contains("bool", Assert.Throws<RerunException>(() => odd.Rows<AnyOfNumbers>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_records_and_structs_are_made_by_constructors_and_members()
    {
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<Positional>().Select(row => row.Int));
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<Positional>().AsEnumerable().Select(row => row.Int));
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<PositionalStruct>().ToList().Select(row => row.Int));
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<WithFields>().ToList().Select(row => row.Int));
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<WithFields>().Select(row => row.Int));
        Assert.Equal(["a", "a", "a", "a"], odd.Rows<Derived>().ToList().Select(row => row.PartitionId));
        Assert.Equal([1, -2, int.MaxValue, null], odd.Rows<Derived>().ToList().Select(row => row.Number));
        Assert.Equal([null, null, null, null], odd.Rows<Derived>().ToList().Select(row => row.Missing));
        Assert.Equal([-1, 1, 2, 3], odd.Rows<ByParameter>().ToList().Select(row => row.Anchor == 1 ? -1 : row.Anchor - 1));
        Assert.Equal(3, odd.Rows<Derived>().Where(row => row.Number > -5).Count());
    }

    [Fact]
    public void Names_without_attribute_mean_paths_and_components()
    {
        var rows = odd.Rows<ByConvention>().ToList();
        Assert.Equal([1, -2, int.MaxValue, null], rows.Select(row => row.NInt));
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Anchor));
        Assert.Equal(["running", "Paused", "", null], rows.Select(row => row.Name));
        Assert.Contains("'/anchor:v'", Assert.Throws<RerunException>(() => odd.Rows<Ambiguous>().ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("names no column", Assert.Throws<RerunException>(() => odd.Rows<Unknown>().ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_where_the_type_has_none_is_an_error_that_says_how_to_go_on()
    {
        var fault = Assert.Throws<RerunException>(() => odd.Rows<NeverNull>().ToList());
        Assert.Contains("'/n/int:v' has no value at log_time", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Int32?", fault.Message, StringComparison.Ordinal);
        Assert.Contains("String?", Assert.Throws<RerunException>(() => odd.Rows<NeverNullText>().ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("Double?", Assert.Throws<RerunException>(() => odd.Rows<OptionalNumber>()).Message, StringComparison.Ordinal);
        Assert.Contains("no value of Mode", Assert.ThrowsAny<Exception>(() => odd.Rows<WrongNames>().ToList()).Message, StringComparison.Ordinal);
        Assert.Throws<RerunException>(() => odd.Rows<IDisposable>());
        Assert.Throws<RerunException>(() => odd.Rows<int>());
    }

    [Fact]
    public void Rows_by_name_read_any_type()
    {
        var rows = odd.Source.Dataset("odd").Index("log_time").ToList();
        Assert.Equal("a", rows[0].PartitionId);
        Assert.Equal(-1, rows[0].Index.Nanoseconds);
        Assert.Equal(new Vector3(1, 2, 3), rows[0]["/position:v"].As<Vector3>());
        Assert.Equal(Mode.Running, rows[0]["/name:v"].As<Mode>());
        Assert.Equal([1.0, 2.0, 3.0], rows[0]["/many:v"].As<IReadOnlyList<double>>());
        Assert.Null(rows[3]["/many:v"].As<double?>());
        Assert.True(rows[3]["/many:v"].IsNull);
        Assert.Throws<RerunException>(() => rows[0]["/many:v"].As<double>());
    }

    public sealed class Numbers
    {
        [RerunColumn("/n/int:v")]
        public int? Int { get; set; }

        [RerunColumn("/n/int:v")]
        public long? IntAsLong { get; set; }

        [RerunColumn("/n/long:v")]
        public long? Long { get; set; }

        [RerunColumn("/n/byte:v")]
        public byte? Byte { get; set; }

        [RerunColumn("/n/half:v")]
        public Half? Half { get; set; }

        [RerunColumn("/n/float:v")]
        public float? Float { get; set; }

        [RerunColumn("/n/double:v")]
        public double? Double { get; set; }

        [RerunColumn("/n/int:v")]
        public decimal? Decimal { get; set; }

        [RerunColumn("/flag:v")]
        public bool? Flag { get; set; }
    }

    public sealed record Others
    {
        [RerunColumn("/name:v")]
        public string? Name { get; init; }

        [RerunColumn("/name:v")]
        public Mode? ModeByName { get; init; }

        [RerunColumn("/state:v")]
        public Mode? ModeByNumber { get; init; }

        [RerunColumn("/blob:v")]
        public byte[]? Blob { get; init; }

        [RerunColumn("/blob:v")]
        public ReadOnlyMemory<byte>? Memory { get; init; }

        [RerunColumn("/blob:v")]
        public Stream? Stream { get; init; }

        [RerunColumn("/id:v")]
        public Guid? Id { get; init; }
    }

    public sealed class Times
    {
        [RerunIndex]
        public required Timestamp64 Index { get; init; }

        [RerunColumn("/time:v")]
        public Timestamp64? Whole { get; init; }

        [RerunColumn("/time:v")]
        public long? Count { get; init; }

        [RerunColumn("/time:v")]
        public DateTime? Time { get; init; }

        [RerunColumn("/time:v")]
        public DateTimeOffset? Offset { get; init; }

        [RerunColumn("/span:v")]
        public Duration64? WholeSpan { get; init; }

        [RerunColumn("/span:v")]
        public TimeSpan? Span { get; init; }

        [RerunColumn("/day:v")]
        public DateOnly? Day { get; init; }

        [RerunColumn("/clock:v")]
        public TimeOnly? Clock { get; init; }
    }

    public sealed class Shapes
    {
        [RerunColumn("/many:v")]
        public double[]? Many { get; set; }

        [RerunColumn("/many:v")]
        public List<double>? ManyList { get; set; }

        [RerunColumn("/many:v")]
        public IReadOnlyList<double>? ManyReadOnly { get; set; }

        [RerunColumn("/many:v")]
        public ReadOnlyMemory<double>? ManyMemory { get; set; }

        [RerunColumn("/nested:v")]
        public double[][]? Nested { get; set; }

        [RerunColumn("/position:v")]
        public Vector3? Position { get; set; }

        [RerunColumn("/position:v")]
        public Point? Marked { get; set; }

        [RerunColumn("/wide:v")]
        public Quaternion? Rotation { get; set; }

        [RerunColumn("/wide:v")]
        public DoublePoint? WideMarked { get; set; }

        [RerunColumn("/points:v")]
        public Vector3[]? Points { get; set; }

        [RerunColumn("/points:v")]
        public ReadOnlyMemory<Vector3>? PointMemory { get; set; }

        [RerunColumn("/pose:v")]
        public Pose? Pose { get; set; }

        [RerunColumn("/pose:v")]
        public (double X, double? Y, string? Frame)? PoseTuple { get; set; }

        [RerunColumn("/poses:v")]
        public List<PoseClass>? Poses { get; set; }
    }

    [RerunVector]
    public record struct Point
    {
        public float X;
        public float Y;
        public float Z;
    }

    [RerunVector]
    public record struct DoublePoint
    {
        public double X;
        public double Y;
        public double Z;
        public double W;
    }

    public sealed record Pose(double X, double? Y, string? FrameId);

    public sealed class PoseClass
    {
        public double X { get; set; }

        public string? FrameId;
    }

    public sealed class Rules
    {
        [RerunColumn("/many:v", Rule = RerunListRule.First)]
        public double? First { get; set; }

        [RerunColumn("/flags:v", Rule = RerunListRule.Any)]
        public bool? Any { get; set; }

        [RerunColumn("/flags:v", Rule = RerunListRule.All)]
        public bool? All { get; set; }
    }

    public sealed class SingleOfMany
    {
        public string PartitionId { get; set; } = "";

        public Timestamp64 LogTime { get; set; }

        [RerunColumn("/many:v")]
        public double? Only { get; set; }
    }

    public sealed class AnyOfNumbers
    {
        [RerunColumn("/many:v", Rule = RerunListRule.Any)]
        public double? Any { get; set; }
    }

    public sealed record Positional([RerunColumn("/n/int:v")] int? Int, Timestamp64 LogTime);

    public readonly record struct PositionalStruct([property: RerunColumn("/n/int:v")] int? Int, string PartitionId);

    public sealed class WithFields
    {
        [RerunColumn("/n/int:v")]
        public int? Int;

        public string PartitionId = "";
    }

    public abstract class Base
    {
        public string PartitionId { get; private set; } = "";

        [RerunPartition]
        public string Drive { get; private set; } = "";

        [Column("/n/int:v")]
        public virtual int? Number { get; protected set; }
    }

    public sealed class Derived : Base
    {
        public new string PartitionId { get; set; } = "";

        [RerunColumn("/no/such:v", Optional = true)]
        public double? Missing { get; set; }

        [NotMapped]
        public string Other { get; set; } = "";
    }

    public sealed class ByParameter([RerunColumn("/anchor:v")] int value)
    {
        public int Anchor => value;
    }

    public sealed class ByConvention
    {
        public int? NInt { get; set; }

        public int Anchor { get; set; }

        public string? Name { get; set; }
    }

    public sealed class Ambiguous
    {
        public object? V { get; set; }
    }

    public sealed class Unknown
    {
        public double? Humidity { get; set; }
    }

    public sealed class NeverNull
    {
        public string PartitionId { get; set; } = "";

        public DateTime LogTime { get; set; }

        public int NInt { get; set; }
    }

    public sealed class NeverNullText
    {
        public string Name { get; set; } = "";
    }

    public sealed class OptionalNumber
    {
        [RerunColumn("/no/such:v", Optional = true)]
        public double Missing { get; set; }
    }

    public sealed class WrongNames
    {
        public enum Mode
        {
            Fast,
        }

        [RerunColumn("/name:v")]
        public Mode? Name { get; set; }
    }
}
