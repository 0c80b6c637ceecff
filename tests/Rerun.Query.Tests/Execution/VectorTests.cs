using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Tests.Execution.Samples;

namespace Rerun.Query.Tests.Execution;

public sealed class VectorTests
{
    [Fact]
    public void Taken_rows_are_those_picked_one_by_one()
    {
        var random = new Random(12);
        IArrowArray[] samples =
        [
            Texts("a", null, "", "Zürich", "a longer text"), Longs(1, null, 3, 4, 5), Doubles(1, 2, null, double.NaN, 5), Bools(true, false, null, true, true),
            LongLists([1, 2], null, [], [null], [3]), ArrayTaking.Nulls(SqlTypes.Null, 5),
        ];
        foreach (var sample in samples)
        {
            foreach (var shift in new[] { 0, 3 })
            {
                var array = Shifted(sample, shift);
                foreach (var length in new[] { 0, 1, 5, 70 })
                {
                    int[] places = [.. Enumerable.Range(0, length).Select(_ => random.Next(5))];
                    Assert.Equal(places.Select(p => At(sample, p)), Values(ArrayTaking.Take(array, places)));
                    Assert.Equal(places.Select(p => At(sample, p)), Values(ColumnVector.Flat(array).Take(places)));
                }

                Assert.Equal(Enumerable.Repeat(At(sample, 0), 66), Values(ColumnVector.Constant(ArrowArrayFactory.Slice(array, 0, 1), 66)));
            }
        }
    }

    [Fact]
    public void A_run_of_rows_is_a_slice_without_copying()
    {
        var array = Longs(1, 2, 3, 4);
        Assert.True(ArrayTaking.Take(array, [1, 2]).Data.Buffers[1].Equals(array.Data.Buffers[1]));
    }

    [Fact]
    public void Texts_that_are_all_equal_become_a_constant()
    {
        Assert.Equal(VectorKind.Constant, RunDetection.Open(Texts(Enumerable.Repeat("drive-001", 9))).Kind);
        Assert.Equal(VectorKind.Flat, RunDetection.Open(Texts("ab", "ab", "ac")).Kind);
        Assert.Equal(VectorKind.Flat, RunDetection.Open(Texts("a", "aa", "a")).Kind);
        Assert.Equal(VectorKind.Flat, RunDetection.Open(Texts("a", null, "a")).Kind);
        Assert.Equal(["", "", ""], Values(RunDetection.Open(Texts("", "", ""))));
    }

    [Fact]
    public void Dictionaries_with_null_indices_open_with_null_values()
    {
        var indices = Ints(0, null, 1, 0);
        var type = new Arrow.Types.DictionaryType(SqlTypes.Int, SqlTypes.Text, false);
        var vector = ColumnVector.Flat(new DictionaryArray(type, indices, Texts("x", "y")));
        Assert.Equal(VectorKind.Dictionary, vector.Kind);
        Assert.Equal(["x", null, "y", "x"], Values(vector));
    }
}
