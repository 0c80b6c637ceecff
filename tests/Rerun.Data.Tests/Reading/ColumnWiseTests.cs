using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

public sealed class ColumnWiseTests
{
    [Fact]
    public void A_column_is_a_span_of_its_numbers()
    {
        using var reader = Batches.Reader(Batches.Of(
            ("n", Batches.Longs(1, null, 3)), ("t", Batches.Timestamps(new TimestampType(TimeUnit.Nanosecond), 5, 6, 7)), ("s", Batches.Texts("a", "b", "c"))).Slice(1, 2));
        var batch = reader.ReadBatch()!;
        var numbers = batch.Column<long>(0);
        Assert.Equal(2, numbers.Length);
        Assert.Equal(1, numbers.NullCount);
        Assert.True(numbers.IsNull(0));
        Assert.Equal(3, numbers[1]);
        Assert.Equal([new Timestamp64(6), new Timestamp64(7)], batch.Column<Timestamp64>(1).Values.ToArray());
        Assert.Equal([6L, 7L], batch.Column<long>(1).Values.ToArray());
        Assert.Throws<InvalidCastException>(() => _ = batch.Column<int>(0).Length);
        Assert.Throws<InvalidCastException>(() => _ = batch.Column<long>(2).Length);
    }
}
