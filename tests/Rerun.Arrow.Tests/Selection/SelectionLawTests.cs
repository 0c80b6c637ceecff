using Rerun.Arrow.Selection;
using Rerun.Arrow.Tests.Arbitrary;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests.Selection;

/// <summary>Selections of random arrays of random types against the values picked one by one. A failure names its seed.</summary>
public class SelectionLawTests
{
    private const int Rounds = 1500;

    [Fact]
    public void Random_arrays_are_valid() => ForManySeeds((_, array) => ArrayValidator.Validate(array.Data));

    [Fact]
    public void A_slice_has_the_values_of_its_range() => ForManySeeds((random, array) =>
    {
        var start = random.Next(array.Length + 1);
        var length = random.Next(array.Length - start + 1);
        var slice = ArrowArrayFactory.Slice(array, start, length);

        Assert.Equal(PlainValues.Of(array).GetRange(start, length), PlainValues.Of(slice));
        Assert.Equal(Enumerable.Range(0, length).Count(slice.IsNull), slice.NullCount);
    });

    [Fact]
    public void Taking_picks_values_and_makes_nulls() => ForManySeeds((random, array) =>
    {
        var indices = Enumerable.Range(0, random.Next(30)).Select(_ => array.Length == 0 ? -1 : random.Next(-1, array.Length)).ToArray();
        var taken = ArraySelection.Take(array, indices);

        ArrayValidator.Validate(taken.Data);
        Assert.Equal(Enumerable.Range(0, indices.Length).Count(taken.IsNull), taken.NullCount);
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0)
            {
                Assert.True(taken.IsNull(i));
            }
            else
            {
                Assert.Equal(PlainValues.Of(array, indices[i]), PlainValues.Of(taken, i));
            }
        }
    });

    [Fact]
    public void Ranges_of_several_arrays_are_joined_in_order() => ForManySeeds((random, first) =>
    {
        var arrays = new RandomArrays(random);
        var type = first.Data.DataType;
        IArrowArray[] sources = [first, arrays.Array(type, random.Next(20)), arrays.Array(type, random.Next(20))];
        var ranges = new List<ArrayRange>();
        var expected = new List<string?>();
        for (var i = random.Next(6); i >= 0; i--)
        {
            var source = random.Next(-2, sources.Length);
            if (source >= 0)
            {
                var start = random.Next(sources[source].Length + 1);
                var length = random.Next(sources[source].Length - start + 1);
                var times = random.Next(3) == 0 ? random.Next(1, 90) : 1;
                ranges.Add(new ArrayRange(source, start, length) { Times = times });
                for (var repeat = 0; repeat < times; repeat++)
                {
                    expected.AddRange(PlainValues.Of(sources[source]).GetRange(start, length));
                }
            }
            else if (source == ArrayRange.NullSource || !(type is ListType or LargeListType or MapType or ListViewType or LargeListViewType))
            {
                ranges.Add(ArrayRange.Nulls(2));
                expected.AddRange([null, null]);
            }
            else
            {
                ranges.Add(ArrayRange.EmptyLists(2));
                expected.AddRange(["[]", "[]"]);
            }
        }

        var joined = ArraySelection.TakeRanges(type, sources, ranges.ToArray());

        ArrayValidator.Validate(joined.Data);
        Assert.Equal(expected.Count, joined.Length);
        for (var i = 0; i < expected.Count; i++)
        {
            if (expected[i] is { } value)
            {
                Assert.Equal(value, PlainValues.Of(joined, i));
            }
            else
            {
                Assert.True(joined.IsNull(i));
            }
        }
    });

    [Fact]
    public void Concatenating_appends() => ForManySeeds((random, first) =>
    {
        var second = new RandomArrays(random).Array(first.Data.DataType, random.Next(20));
        var both = ArrowArrayConcatenator.Concatenate([first, second]);

        ArrayValidator.Validate(both.Data);
        Assert.Equal([.. PlainValues.Of(first), .. PlainValues.Of(second)], PlainValues.Of(both));
    });

    [Fact]
    public void Filtering_keeps_what_is_marked() => ForManySeeds((random, array) =>
    {
        var offset = random.Next(9);
        var bitmap = new byte[((array.Length + offset) / 8) + 1];
        random.NextBytes(bitmap);
        var filtered = ArraySelection.Filter(array, bitmap, offset);

        Assert.Equal(
            PlainValues.Of(array).Where((_, i) => BitUtility.GetBit(bitmap, offset + i)),
            PlainValues.Of(filtered));
    });

    [Fact]
    public void Repeating_gives_one_value_many_times() => ForManySeeds((random, array) =>
    {
        if (array.Length > 0)
        {
            var index = random.Next(array.Length);
            var repeated = ArraySelection.Repeat(array, index, 7);

            ArrayValidator.Validate(repeated.Data);
            Assert.Equal(7, repeated.Length);
            if (!(array is UnionArray && array.IsNull(index)))
            {
                Assert.Equal(Enumerable.Repeat(PlainValues.Of(array, index), 7), PlainValues.Of(repeated));
            }
        }
    });

    [Fact]
    public void Null_arrays_hold_nulls() => ForManySeeds((random, array) =>
    {
        var length = random.Next(20);
        var nulls = NullArrays.Create(array.Data.DataType, length);

        ArrayValidator.Validate(nulls.Data);
        Assert.Equal(length, nulls.Length);
        Assert.Equal(length, nulls.NullCount);
    });

    [Fact]
    public void Comparing_agrees_with_comparing_value_by_value() => ForManySeeds((random, array) =>
    {
        var other = random.Next(2) == 0
            ? ArraySelection.Take(array, Enumerable.Range(0, array.Length).ToArray())
            : new RandomArrays(random).Array(array.Data.DataType, array.Length);

        Assert.Equal(PlainValues.Of(array).SequenceEqual(PlainValues.Of(other)), ArrayComparer.Equals(array, other));
    });

    private static void ForManySeeds(Action<Random, IArrowArray> law)
    {
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var arrays = new RandomArrays(random);
            var type = seed < RandomArrays.FlatTypes.Count() ? RandomArrays.FlatTypes.ElementAt(seed) : arrays.Type();
            var array = arrays.Array(type, random.Next(70));
            try
            {
                law(random, array);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"Seed {seed}, {array}: {e.Message}", e);
            }
        }
    }
}
