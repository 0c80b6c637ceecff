using System.Collections.Immutable;
using System.Globalization;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Values that no column can hold are compared as LINQ to Objects compares them, in all spellings.</summary>
public sealed class LimitTests : IDisposable
{
    private static readonly DateTime Last = DateTime.MaxValue;
    private static readonly DateTime First = DateTime.MinValue;
    private static readonly DateTime Known = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime?[] Array = [Last, Known, null];
    private static readonly List<DateTime?> List = [Last, First];
    private static readonly HashSet<DateTime?> Set = [Last, new DateTime(1500, 1, 1)];
    private static readonly ImmutableArray<DateTime?> Immutable = [First, Known];
    private static readonly DateTime[] Plain = [Last, First, Known];
    private static readonly DateOnly?[] Days = [DateOnly.MaxValue, DateOnly.MinValue, new DateOnly(1500, 1, 1)];
    private static readonly TimeSpan?[] Spans = [TimeSpan.MaxValue, TimeSpan.MinValue, null];
    private static readonly ulong?[] Large = [ulong.MaxValue, 5];
    private static readonly decimal[] Decimals = [decimal.MaxValue, decimal.MinValue, 2];
    private static readonly Int128[] Widest = [Int128.MaxValue, Int128.MinValue, 2];
    private static readonly double[] Doubles = [double.MaxValue, double.NegativeInfinity, 3];
    private static readonly decimal Greatest = decimal.MaxValue;
    private static readonly TimeSpan Longest = TimeSpan.MaxValue;
    private static readonly DateOnly LastDay = DateOnly.MaxValue;

    private static readonly Func<IQueryable<Extreme>, IQueryable<object?>>[] Shapes =
    [
        q => q.Where(x => Array.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => !Array.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => List.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => !List.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => Set.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => Immutable.Contains(x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => Immutable.Any(time => time == x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != null && Plain.Contains(x.Time.Value)).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != null && Plain.AsEnumerable().Reverse().Contains(x.Time.Value)).Select(x => (object)x.Id),
        q => q.Where(x => List.Any(time => time == x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => List.All(time => time != x.Time)).Select(x => (object)x.Id),
        q => q.Select(x => (object)List.Contains(x.Time)),
        q => q.Select(x => (object)Array.Contains(x.Time)),
        q => q.Where(x => x.Time < Last).Select(x => (object)x.Id),
        q => q.Where(x => x.Time >= Last).Select(x => (object)x.Id),
        q => q.Where(x => First <= x.Time).Select(x => (object)x.Id),
        q => q.Where(x => !(x.Time < First)).Select(x => (object)x.Id),
        q => q.Where(x => !(x.Time < Last)).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != Last).Select(x => (object)x.Id),
        q => q.Where(x => x.Time > First && x.Time < Known).Select(x => (object)x.Id),
        q => q.Select(x => (object)(x.Time < Last)),
        q => q.Select(x => (object)(x.Time > Last)),
        q => q.Where(x => x.Time != null && x.Time.Value.CompareTo(Last) < 0).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != null && DateTime.Compare(First, x.Time.Value) >= 0).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != null).Select(x => (object)x.Time!.Value.CompareTo(First)),
        q => q.Where(x => x.Time.Equals(Last)).Select(x => (object)x.Id),
        q => q.Select(x => (object)(x.Time ?? Last)),
        q => q.Select(x => (object)x.Time.GetValueOrDefault()),
        q => q.Select(x => (object)(x.Time != null ? x.Time.Value : First)),
        q => q.Where(x => x.Time != null && new DateTimeOffset(DateTime.SpecifyKind(x.Time.Value, DateTimeKind.Utc)) < DateTimeOffset.MaxValue).Select(x => (object)x.Id),
        q => q.Where(x => Days.Contains(x.Day)).Select(x => (object)x.Id),
        q => q.Where(x => x.Day < LastDay).Select(x => (object)x.Id),
        q => q.Where(x => x.Time != null && Days.Contains(DateOnly.FromDateTime(x.Time.Value))).Select(x => (object)x.Id),
        q => q.Where(x => Spans.Contains(x.Span)).Select(x => (object)x.Id),
        q => q.Where(x => x.Span < Longest).Select(x => (object)x.Id),
        q => q.Where(x => Large.Contains(x.Large)).Select(x => (object)x.Id),
        q => q.Where(x => x.Large < ulong.MaxValue).Select(x => (object)x.Id),
        q => q.Where(x => Large.Contains((ulong)x.Id)).Select(x => (object)x.Id),
        q => q.Where(x => (ulong)x.Id < ulong.MaxValue).Select(x => (object)x.Id),
        q => q.Where(x => Decimals.Contains(x.Id)).Select(x => (object)x.Id),
        q => q.Where(x => x.Id < Greatest && x.Large < Greatest && x.Id > -Greatest).Select(x => (object)x.Id),
        q => q.Where(x => x.Id == 1.5m).Select(x => (object)x.Id),
        q => q.Where(x => Widest.Contains(x.Id)).Select(x => (object)x.Id),
        q => q.Where(x => (Int128)x.Id < Int128.MaxValue && (Int128)x.Id != Int128.MinValue).Select(x => (object)x.Id),
        q => q.Where(x => Doubles.Contains(x.Id)).Select(x => (object)x.Id),
    ];

    // Where such a time takes part in a computation it counts as the limit, which data that lies there equals.
    private static readonly Func<IQueryable<Extreme>, IQueryable<object?>>[] WithinLimits =
    [
        q => q.Where(x => List.Any(time => time > x.Time)).Select(x => (object)x.Id),
        q => q.Where(x => (x.Time ?? First) == First).Select(x => (object)x.Id),
        q => q.Where(x => Plain.Contains(x.Time ?? First)).Select(x => (object)x.Id),
        q => q.Where(x => !Plain.Contains(x.Time ?? Last)).Select(x => (object)x.Id),
        q => q.Where(x => x.Time.GetValueOrDefault() == default).Select(x => (object)x.Id),
        q => q.OrderBy(x => x.Time ?? Last).ThenBy(x => x.Id).Select(x => (object)x.Id),
        q => q.Where(x => x.Time - Known < Longest).Select(x => (object)x.Id),
    ];

    private readonly RerunDataSource _source = RerunDataSource.Create("Data Source=:memory:");

    public LimitTests()
    {
        using RerunConnection connection = _source.OpenConnection();
        foreach (string sql in new[]
        {
            "CREATE TABLE extremes (id BIGINT, time TIMESTAMP, day DATE, span DURATION, large UBIGINT)",
            """
            INSERT INTO extremes VALUES
            (1, TIMESTAMP '2024-01-01', DATE '2024-01-01', to_nanoseconds(5), 18446744073709551615), (2, NULL, NULL, NULL, NULL), (3, TIMESTAMP '1900-01-01', DATE '1500-01-01', to_nanoseconds(-7), 5),
            (4, make_timestamp_ns(9223372036854775807), DATE '9999-12-31', to_nanoseconds(9223372036854775807), 0), (5, make_timestamp_ns(-9223372036854775807), DATE '0001-01-01', to_nanoseconds(-9223372036854775807), 7)
            """,
        })
        {
            using RerunCommand command = connection.CreateCommand(sql);
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _source.Dispose();

    [Fact]
    public void Every_comparison_agrees_with_LINQ_to_Objects()
    {
        IQueryable<Extreme> rows = _source.Table<Extreme>("extremes");
        IQueryable<Extreme> memory = rows.ToList().AsQueryable();
        var faults = new List<string>();
        foreach (var shape in Shapes.Concat(WithinLimits.Select(shape => (Func<IQueryable<Extreme>, IQueryable<object?>>)(q => shape(q.Where(x => x.Id < 4))))))
        {
            (string expected, string given) = (Text(shape(memory)), Given(() => Text(shape(rows))));
            if (expected != given)
            {
                faults.Add($"{shape(rows).Expression}\n   expected {expected}\n   given {given}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Lists_with_and_without_such_times_take_turns()
    {
        int In(params DateTime[] times) => _source.Table<Extreme>("extremes").Count(x => x.Time != null && times.Contains(x.Time.Value));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(0, In(Last));
            Assert.Equal(1, In(Known));
            Assert.Equal(1, In(Last, Known));
            Assert.Equal(0, In(First, Last));
            Assert.Equal(0, In());
        }

        int Before(DateTime time) => _source.Table<Extreme>("extremes").Count(x => x.Time < time);
        Assert.Equal([4, 0, 2, 4], new[] { Before(Last), Before(First), Before(Known), Before(Last) });
    }

    [Fact]
    public void Ranges_and_instants_of_a_source_know_no_times_beyond_its_index()
    {
        using RerunDataSource drives = RerunDataSource.Create($"Data Source={Testing.SharedData.SampleDrives}");
        RerunDatasetSource source = drives.Dataset("drives");
        int all = source.Index("log_time").Count();
        Assert.Equal(all, source.Between(First, Last).Index("log_time").Count());
        Assert.Equal(0, source.Between(Last, Last).Index("log_time").Count());
        Assert.Equal(0, source.Between(First, First).Index("log_time").Count());
        Assert.Equal(0, source.Between(Last, First).Index("log_time").Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => source.AtIndexValues(Known, Last));
        Assert.NotEmpty(source.AtIndexValues(Known).Index("log_time").ToList());
    }

    private static string Given(Func<string> run)
    {
        try
        {
            return run();
        }
        catch (Exception fault)
        {
            return $"{fault.GetType().Name}: {fault.Message}";
        }
    }

    private static string Text(IEnumerable<object?> values) => string.Join(" | ", values.Select(value => value is DateTime time ? time.Ticks : value).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}")));

    public sealed class Extreme
    {
        public long Id { get; set; }

        public DateTime? Time { get; set; }

        public DateOnly? Day { get; set; }

        public TimeSpan? Span { get; set; }

        public ulong? Large { get; set; }
    }
}
