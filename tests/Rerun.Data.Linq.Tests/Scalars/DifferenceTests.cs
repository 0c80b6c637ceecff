using Rerun.Catalog;

namespace Rerun.Data.Linq.Tests.Scalars;

/// <summary>Where the engine's meaning differs from that of C#, as the documentation says.</summary>
public sealed class DifferenceTests(ThingsFixture things) : IClassFixture<ThingsFixture>
{
    [Fact]
    public void Overflow_is_an_error()
    {
        Assert.Equal(unchecked(1_000_000 * 1_000_000), things.Rows.Where(row => row.Int == 1_000_000).Select(row => unchecked(row.Int * row.Int)).Single());
        Assert.Throws<RerunException>(() => things.Things.Where(row => row.Int == 1_000_000).Select(row => row.Int * row.Int).Single());
        Assert.Throws<RerunException>(() => things.Things.Where(row => row.Number > 1e14).Select(row => (int)row.Number!.Value).Single());
    }

    [Fact]
    public void NaN_equals_itself_and_is_greater_than_every_number()
    {
        double nan = double.NaN;
        Assert.DoesNotContain(things.Rows, row => row.Id > 0 && row.Number * nan > 1);
        Assert.Equal(7, things.Things.Count(row => row.Id > 0 && row.Number * nan > 1));
        Assert.Equal(7, things.Things.Count(row => row.Id > 0 && row.Number * nan == nan));
    }

    [Fact]
    public void A_member_of_null_is_null()
    {
        Assert.Throws<NullReferenceException>(() => things.Rows.Count(row => row.Text!.Length >= 0));
        Assert.Equal(7, things.Things.Count(row => row.Text!.Length >= 0));
        Assert.Equal(7, things.Things.Count(row => row.Text!.Contains("")));
    }

    [Fact]
    public void Limits_of_time_hold_all_rows_in_range_tests()
    {
        Assert.Equal(7, things.Things.Count(row => row.Time > DateTime.MinValue && row.Time < DateTime.MaxValue));
        Assert.Equal(0, things.Things.Count(row => row.Time == DateTime.MaxValue || row.Time == DateTime.MinValue));
    }

    [Fact]
    public void Comparing_keeps_the_nanoseconds_that_reading_cuts_off()
    {
        var index = things.Source.Dataset("things").Index<Moment>("log_time");
        Assert.Equal(DateTime.UnixEpoch, index.First().LogTime);
        Assert.Equal(0, index.Count(row => row.LogTime == DateTime.UnixEpoch));
        Assert.Equal(8, index.Count(row => row.LogTime > DateTime.UnixEpoch));
    }

    public sealed class Moment
    {
        public DateTime LogTime { get; set; }
    }
}
