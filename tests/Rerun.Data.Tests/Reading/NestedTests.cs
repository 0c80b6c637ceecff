using System.Data.Common;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>Lists, structs, maps, unions and encoded columns.</summary>
public sealed class NestedTests
{
    [Fact]
    public void A_null_list_an_empty_one_and_one_with_a_null_are_three_things()
    {
        using var reader = Batches.Reader(Batches.Of(("l", Batches.Lists(null, [], [1, null], [2, 3]))));
        Assert.Equal(typeof(int?[]), reader.GetFieldType(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int[]>(0));
        reader.Read();
        Assert.Empty(Assert.IsType<int?[]>(reader.GetValue(0)));
        Assert.Empty(reader.GetFieldValue<int[]>(0));
        reader.Read();
        Assert.Equal(new int?[] { 1, null }, reader.GetValue(0));
        Assert.Equal(new int?[] { 1, null }, reader.GetFieldValue<int?[]>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int[]>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<ReadOnlyMemory<int>>(0));
        reader.Read();
        Assert.Equal(new[] { 2, 3 }, reader.GetFieldValue<int[]>(0));
        Assert.Equal(new[] { 2L, 3L }, reader.GetFieldValue<long[]>(0));
        Assert.Equal([2, 3], reader.GetFieldValue<List<int>>(0));
        Assert.Equal([2, 3], reader.GetFieldValue<IReadOnlyList<int>>(0));
        Assert.Equal([2, 3], reader.GetFieldValue<IEnumerable<int?>>(0));
        Assert.Equal(new[] { 2, 3 }, reader.GetFieldValue<ReadOnlyMemory<int>>(0).ToArray());
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<ReadOnlyMemory<long>>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int>(0));
    }

    [Fact]
    public void Lists_of_items_that_are_never_null_are_plain_arrays()
    {
        using var reader = Batches.OnFirstRow(Batches.Lists(nullableItems: false, [1, 2]));
        Assert.Equal(typeof(int[]), reader.GetFieldType(0));
        Assert.Equal(new[] { 1, 2 }, reader.GetValue(0));
    }

    [Fact]
    public void Components_of_recordings_are_plain_arrays_though_their_items_are_declared_nullable()
    {
        var lists = Batches.Lists([1, 2], [3, null]);
        var field = new Field("/a:B:c", lists.Data.DataType, true, [new("rerun:kind", "data"), new("rerun:component", "B:c")]);
        using var reader = Batches.Reader(Batches.Of(field, lists));
        Assert.Equal(typeof(int[]), reader.GetFieldType(0));
        reader.Read();
        Assert.Equal(new[] { 1, 2 }, reader.GetValue(0));
        reader.Read();
        Assert.Equal(new int?[] { 3, null }, reader.GetValue(0));
    }

    [Fact]
    public void Sliced_lists_keep_their_items_and_memory_stays_valid()
    {
        var lists = Batches.Lists([0], [1, 1], null, [3], [4, 4, 4]);
        var batch = Batches.Of(("l", lists)).Slice(1, 3);
        using var reader = Batches.Reader(batch);
        reader.Read();
        var memory = reader.GetFieldValue<ReadOnlyMemory<int>>(0);
        Assert.Equal(new int?[] { 1, 1 }, reader.GetValue(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        reader.Read();
        Assert.Equal(new int?[] { 3 }, reader.GetValue(0));
        Assert.False(reader.Read());
        Assert.Equal(new[] { 1, 1 }, memory.ToArray());
    }

    [Fact]
    public void Fixed_size_lists_are_arrays()
    {
        var items = new FloatArray.Builder();
        for (var i = 0; i < 6; i++)
        {
            items.Append(i);
        }

        var type = new FixedSizeListType(new Field("item", FloatType.Default, false), 3);
        var array = new FixedSizeListArray(type, 2, items.Build(), ArrowBuffer.Empty);
        using var reader = Batches.Reader(Batches.Of(("xyz", array)));
        Assert.Equal(typeof(float[]), reader.GetFieldType(0));
        Assert.Equal("REAL[3]", reader.GetDataTypeName(0));
        reader.Read();
        reader.Read();
        Assert.Equal(new[] { 3f, 4f, 5f }, reader.GetValue(0));
        Assert.Equal(new[] { 3f, 4f, 5f }, reader.GetFieldValue<ReadOnlyMemory<float>>(0).ToArray());
    }

    [Fact]
    public void Lists_of_lists_are_jagged()
    {
        var inner = Batches.Lists(nullableItems: false, [1], [2, 3], []);
        var outer = new ListArray(new ListType(new Field("item", inner.Data.DataType, true)), 2, Int32s(0, 2, 3), inner, ArrowBuffer.Empty);
        using var reader = Batches.Reader(Batches.Of(("ll", outer)));
        Assert.Equal(typeof(int[][]), reader.GetFieldType(0));
        reader.Read();
        Assert.Equal(new[] { new[] { 1 }, new[] { 2, 3 } }, reader.GetValue(0));
        Assert.Equal(new[] { new[] { 1L }, new[] { 2L, 3L } }, reader.GetFieldValue<long[][]>(0));
        reader.Read();
        Assert.Equal(new[] { Array.Empty<int>() }, reader.GetFieldValue<List<int[]>>(0));
    }

    [Fact]
    public void Structs_are_dictionaries_and_readers()
    {
        var type = new StructType([new Field("name", StringType.Default, true), new Field("size", Int32Type.Default, true)]);
        var array = new StructArray(type, 2, [Batches.Texts("a", "b"), Batches.Ints(1, null)], new ArrowBuffer(new byte[] { 0b10 }), nullCount: 1);
        using var reader = Batches.Reader(Batches.Of(("s", array)));
        Assert.Equal(typeof(IReadOnlyDictionary<string, object?>), reader.GetFieldType(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        Assert.Throws<InvalidCastException>(() => reader.GetData(0));
        reader.Read();
        var value = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(reader.GetValue(0));
        Assert.Equal([new("name", "b"), new("size", null)], value);
        Assert.Equal("b", reader.GetFieldValue<IReadOnlyDictionary<string, object?>>(0)["name"]);
        Assert.Equal("b", reader.GetFieldValue<Dictionary<string, object?>>(0)["name"]);
        using DbDataReader nested = reader.GetData(0);
        Assert.True(nested.Read());
        Assert.Equal("b", nested["name"]);
        Assert.True(nested.IsDBNull(1));
        Assert.False(nested.Read());
    }

    [Fact]
    public void Structs_are_records_classes_and_tuples()
    {
        var type = new StructType([new Field("first_name", StringType.Default, true), new Field("size", Int32Type.Default, true)]);
        var array = new StructArray(type, 2, [Batches.Texts("a", null), Batches.Ints(1, 2)], ArrowBuffer.Empty);
        using var reader = Batches.Reader(Batches.Of(("s", array)));
        reader.Read();
        Assert.Equal(new Named("a", 1), reader.GetFieldValue<Named>(0));
        Assert.Equal(("a", 1), reader.GetFieldValue<(string, long)>(0));
        Assert.Equal(("a", 1), (reader.GetFieldValue<Settable>(0).FirstName, reader.GetFieldValue<Settable>(0).Size));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<Uri>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int>(0));
        reader.Read();
        Assert.Equal(new Named(null, 2), reader.GetFieldValue<Named>(0));
    }

    [Fact]
    public void Lists_of_lists_are_arrays_of_several_dimensions_if_they_are_equally_long()
    {
        var pairs = new FixedSizeListArray(
            new FixedSizeListType(new Field("item", Int32Type.Default, true), 2), 3, Batches.Ints(1, 2, 3, 4, 5, 6), ArrowBuffer.Empty);
        var lists = new ListArray(new ListType(new Field("item", pairs.Data.DataType, true)), 2, Int32s(0, 3, 3), pairs, ArrowBuffer.Empty);
        using var reader = Batches.OnFirstRow(lists);
        Assert.Equal(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, reader.GetFieldValue<int[,]>(0));
        Assert.Equal(new long?[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, reader.GetFieldValue<long?[,]>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<int[,,]>(0));
        reader.Read();
        Assert.Empty(reader.GetFieldValue<int[,]>(0));

        var flat = Batches.Lists([1], [2, 3]);
        using var ragged = Batches.OnFirstRow(new ListArray(new ListType(new Field("item", flat.Data.DataType, true)), 1, Int32s(0, 2), flat, ArrowBuffer.Empty));
        Assert.Contains("1 elements and 2", Assert.Throws<InvalidCastException>(() => ragged.GetFieldValue<int[,]>(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vectors_are_read_from_lists_of_floats()
    {
        var items = new FloatArray.Builder();
        for (var i = 0; i < 6; i++)
        {
            items.Append(i);
        }

        var points = new FixedSizeListArray(new FixedSizeListType(new Field("item", FloatType.Default, false), 3), 2, items.Build(), ArrowBuffer.Empty);
        var lists = new ListArray(new ListType(new Field("item", points.Data.DataType, true)), 1, Int32s(0, 2), points, ArrowBuffer.Empty);
        using var reader = Batches.OnFirstRow(lists);
        Assert.Equal([new(0, 1, 2), new(3, 4, 5)], reader.GetFieldValue<System.Numerics.Vector3[]>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<System.Numerics.Vector4[]>(0));
        Assert.Throws<InvalidCastException>(() => reader.GetFieldValue<System.Numerics.Vector3>(0));
    }

    [Fact]
    public void A_lists_elements_are_rows_of_a_nested_reader()
    {
        using var reader = Batches.OnFirstRow(Batches.Lists([7, 8]));
        using var nested = reader.GetData(0);
        Assert.True(nested.Read());
        Assert.Equal(7, nested.GetInt32(0));
        Assert.True(nested.Read());
        Assert.Equal(8, nested.GetInt32(0));
        Assert.False(nested.Read());
    }

    [Fact]
    public void Maps_keep_repeated_keys()
    {
        var type = new MapType(StringType.Default, Int32Type.Default);
        var entries = new StructArray(type.KeyValueType, 3, [Batches.Texts("a", "a", "b"), Batches.Ints(1, 2, null)], ArrowBuffer.Empty);
        var array = new MapArray(type, 2, Int32s(0, 3, 3), entries, ArrowBuffer.Empty);
        using var reader = Batches.Reader(Batches.Of(("m", array)));
        Assert.Equal(typeof(KeyValuePair<string, int?>[]), reader.GetFieldType(0));
        reader.Read();
        Assert.Equal(new KeyValuePair<string, int?>[] { new("a", 1), new("a", 2), new("b", null) }, reader.GetValue(0));
        Assert.Equal(new Dictionary<string, int?> { ["a"] = 2, ["b"] = null }, reader.GetFieldValue<Dictionary<string, int?>>(0));
        reader.Read();
        Assert.Empty(reader.GetFieldValue<KeyValuePair<string, int?>[]>(0));
    }

    [Fact]
    public void Dictionary_encoded_text_is_shared_and_follows_the_dictionary_of_each_batch()
    {
        var type = new DictionaryType(Int32Type.Default, StringType.Default, false);
        var first = new DictionaryArray(type, Batches.Ints(1, 0, 1, null), Batches.Texts("zero", "one"));
        var second = new DictionaryArray(type, Batches.Ints(1, 0), Batches.Texts("null", "eins"));
        using var reader = Batches.Reader(Batches.Of(("d", first)), Batches.Of(("d", second)));
        Assert.Equal(typeof(string), reader.GetFieldType(0));
        reader.Read();
        var one = reader.GetString(0);
        Assert.Equal("one", one);
        reader.Read();
        Assert.Equal("zero", reader.GetValue(0));
        reader.Read();
        Assert.Same(one, reader.GetValue(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        Assert.Null(reader.GetFieldValue<int?>(0));
        reader.Read();
        Assert.Equal("eins", reader.GetFieldValue<string>(0));
    }

    [Fact]
    public void Unions_give_each_value_in_its_own_type()
    {
        var type = new UnionType([new Field("number", Int32Type.Default, true), new Field("text", StringType.Default, true)], mode: UnionMode.Dense);
        var data = new ArrayData(
            type, 3, 0, 0, [new ArrowBuffer(new byte[] { 0, 1, 0 }), Int32s(0, 0, 1)], [Batches.Ints(5, null).Data, Batches.Texts("five").Data]);
        using var reader = Batches.Reader(Batches.Of(("u", ArrowArrayFactory.BuildArray(data))));
        Assert.Equal(typeof(object), reader.GetFieldType(0));
        reader.Read();
        Assert.Equal(5, reader.GetValue(0));
        Assert.Equal(5L, reader.GetInt64(0));
        reader.Read();
        Assert.Equal("five", reader.GetValue(0));
        Assert.Throws<InvalidCastException>(() => reader.GetInt32(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
    }

    [Fact]
    public void Runs_are_read_value_by_value()
    {
        var array = new RunEndEncodedArray(Batches.Ints(2, 5), Batches.Texts("a", null), 5);
        using var reader = Batches.Reader(Batches.Of(("r", array)));
        var seen = new List<object>();
        while (reader.Read())
        {
            seen.Add(reader.GetValue(0));
        }

        Assert.Equal(["a", "a", DBNull.Value, DBNull.Value, DBNull.Value], seen);
    }

    [Fact]
    public void Flat_lists_are_their_element_and_more_than_one_is_an_error_that_names_the_place()
    {
        var lists = Batches.Lists([7], [], null, [1, 2]);
        var field = new Field("/a:B:c", lists.Data.DataType, true, [new("rerun:kind", "data")]);
        var batch = Batches.Of(field, lists);
        using var reader = RerunDataReader.FromArrow(new FakeStream(batch.Schema, [batch]), listValues: RerunListValues.Flat);
        Assert.Equal(typeof(int), reader.GetFieldType(0));
        reader.Read();
        Assert.Equal(7, reader.GetValue(0));
        Assert.Equal(7L, reader.GetInt64(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        reader.Read();
        Assert.True(reader.IsDBNull(0));
        reader.Read();
        var fault = Assert.Throws<Rerun.Catalog.RerunException>(() => reader.GetValue(0));
        Assert.Contains("/a:B:c", fault.Message, StringComparison.Ordinal);
        Assert.Contains("row 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("[1]", fault.Message, StringComparison.Ordinal);
    }

    private static ArrowBuffer Int32s(params int[] values) => new(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private sealed record Named(string? FirstName, int Size);

    private sealed class Settable
    {
        public string FirstName { get; set; } = "";

        public long Size { get; set; }
    }
}
