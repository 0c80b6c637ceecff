namespace Rerun.Data.Linq.Tests;

/// <summary>What a selection makes, it makes for each row; what stands in a condition is one value for the whole query.</summary>
public sealed class FreshObjectTests(DrivesFixture drives) : IClassFixture<DrivesFixture>
{
    private static readonly List<int> Numbers = [3, 1, 2];

    private int _asked;

    private IQueryable<DriveSample> Samples => drives.Source.Dataset("drives").Index<DriveSample>("log_time").Take(3);

    [Fact]
    public void Objects_without_columns_are_one_for_each_row()
    {
        AllDiffer(Samples.Select(row => new Note()));
        AllDiffer(Samples.Select(row => new Note { Text = "same" }));
        AllDiffer(Samples.Select(row => new { Text = "same", Number = 1 }));
        AllDiffer(Samples.Select(row => new[] { 1, 2 }));
        AllDiffer(Samples.Select(row => new List<int> { 1, 2 }));
        AllDiffer(Samples.Select(row => new List<int>(Numbers)));
        AllDiffer(Samples.Select(row => Numbers.ToList()));
        AllDiffer(Samples.Select(row => Make()));
    }

    [Fact]
    public void Objects_within_an_object_are_one_for_each_row()
    {
        AllDiffer(Samples.Select(row => new { row.PartitionId, Inner = new Note() }).AsEnumerable().Select(made => made.Inner));
        AllDiffer(Samples.Select(row => new { row.PartitionId, Inner = Make() }).Where(made => made.PartitionId != "").AsEnumerable().Select(made => made.Inner));
    }

    [Fact]
    public void Calls_that_differ_each_time_do()
    {
        AllDiffer(Samples.Select(row => Guid.NewGuid()));
        AllDiffer(Samples.Select(row => new { row.PartitionId, Id = Guid.NewGuid().ToString() }));
        AllDiffer(Samples.Select(row => Next()));
        Assert.Contains("Client projection", Samples.Select(row => Guid.NewGuid()).Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_from_outside_stay_those_and_values_can_be_used_further_on()
    {
        Assert.All(Samples.Select(row => Numbers), numbers => Assert.Same(Numbers, numbers));
        double least = 5;
        Assert.Equal(3, Samples.Select(row => new { row.Charge, Least = Math.Min(least, 4), Most = Numbers.Max(), First = Numbers[0] })
            .Where(made => made.Least < made.Most + 2 && made.First == 3).Count());
        Assert.Equal(3, Samples.Select(row => new { row.PartitionId, Since = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(1) }).Count(made => made.Since < DateTime.UtcNow));
    }

    [Fact]
    public void Repeated_queries_make_new_objects_too()
    {
        var query = Samples.Select(row => new Note());
        AllDiffer(query.AsEnumerable().Concat(query));
    }

    [Fact]
    public void A_call_in_a_condition_is_made_once()
    {
        var first = Samples.Where(row => Next() == 1).ToList();
        Assert.Equal(3, first.Count);
        Assert.Equal(1, _asked);
    }

    private static void AllDiffer<T>(IEnumerable<T> sequence)
    {
        var rows = sequence.ToList();
        Assert.True(rows.Count >= 3);
        Assert.Equal(rows.Count, rows.Select(row => (object)row!).Distinct(typeof(T).IsValueType || typeof(T) == typeof(string) ? null : ReferenceEqualityComparer.Instance).Count());
    }

    private static Note Make() => new();

    private int Next() => ++_asked;

    private sealed class Note
    {
        public string Text { get; set; } = "";
    }
}
