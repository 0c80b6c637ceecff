using Rerun.Arrow.Types;

namespace Rerun.Arrow.Tests;

public class SchemaTests
{
    private static readonly Field Speed = new("speed", DoubleType.Default, true, [new("unit", "m/s")]);

    [Fact]
    public void Fields_are_found_by_name_and_the_first_of_equal_names_wins()
    {
        var schema = new Schema([Speed, new Field("x", Int32Type.Default, true), new Field("x", StringType.Default, true)]);

        Assert.Equal(1, schema.GetFieldIndex("x"));
        Assert.Equal(-1, schema.GetFieldIndex("X"));
        Assert.Equal(1, schema.GetFieldIndex("X", StringComparer.OrdinalIgnoreCase));
        Assert.Same(Speed, schema.GetFieldByName("speed"));
        Assert.Null(schema.GetFieldByName("nothing"));
        Assert.Equal(2, schema.FieldsLookup["x"].Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => schema.GetFieldByIndex(3));
    }

    [Fact]
    public void Schemas_are_equal_by_content_whatever_the_order_of_metadata()
    {
        var one = new Schema.Builder().Field(Speed).Metadata("a", "1").Metadata("b", "2").Build();
        var two = new Schema.Builder().Metadata("b", "2").Metadata("a", "1")
            .Field(field => field.Name("speed").DataType(DoubleType.Default).Metadata("unit", "m/s")).Build();

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, two.WithMetadata(null));
        Assert.NotEqual(one, two.SetField(0, Speed.WithNullable(false)));
        Assert.NotEqual(one, two.InsertField(0, Speed));
        Assert.Equal(one, two.InsertField(0, Speed).RemoveField(0));
    }

    [Fact]
    public void Metadata_keeps_its_order_and_the_last_of_equal_keys()
    {
        var many = Enumerable.Range(0, 40).Select(i => new KeyValuePair<string, string>($"k{i % 30}", $"{i}"));
        var field = new Field("f", NullType.Default, true, many);

        Assert.Equal(30, field.Metadata.Count);
        Assert.Equal("39", field.Metadata["k9"]);
        Assert.Equal("k0", field.Metadata.Keys.First());
        Assert.False(field.Metadata.ContainsKey("k30"));
        Assert.Throws<KeyNotFoundException>(() => field.Metadata["k30"]);
    }

    [Fact]
    public void Types_are_compared_deeply_and_as_loosely_as_asked()
    {
        var list = new ListType(new Field("item", new StructType([Speed]), true));
        var renamed = new ListType(new Field("element", new StructType([Speed.WithMetadata(null)]), false));

        Assert.NotEqual<IArrowType>(list, renamed);
        Assert.True(TypeComparer.Layout.Equals(list, renamed));
        Assert.False(TypeComparer.IgnoringMetadata.Equals(list, renamed));
        Assert.True(TypeComparer.IgnoringMetadata.Equals(list, new ListType(new Field("item", new StructType([Speed.WithMetadata(null)]), true))));
        Assert.False(TypeComparer.Layout.Equals(list, new ListType(new StructType([Speed.WithName("velocity")]))));
        Assert.True(TypeComparer.Layout.Equals(new MapType(StringType.Default, Int32Type.Default), new MapType(new Field("k", StringType.Default, false), new Field("v", Int32Type.Default, true))));
        Assert.NotEqual<IArrowType>(new TimestampType(TimeUnit.Nanosecond), new TimestampType(TimeUnit.Nanosecond, "UTC"));
        Assert.NotEqual<IArrowType>(new UnionType([Speed], [1]), new UnionType([Speed], [2]));
        Assert.Equal<IArrowType>(new Decimal128Type(5, 2), new Decimal128Type(5, 2));
        Assert.Equal("list<item: struct<speed: double>>", list.ToString());
    }

    [Fact]
    public void Impossible_types_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new UnionType([Speed], [128]));
        Assert.Throws<ArgumentException>(() => new UnionType([Speed, Speed], [1, 1]));
        Assert.Throws<ArgumentException>(() => new DictionaryType(DoubleType.Default, StringType.Default, false));
        Assert.Throws<ArgumentException>(() => new RunEndEncodedType(Int8Type.Default, StringType.Default));
        Assert.Throws<ArgumentException>(() => new MapType(Speed, false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedSizeListType(Speed, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Time32Type(TimeUnit.Nanosecond));
    }

    [Fact]
    public void A_batch_checks_its_columns_against_the_schema()
    {
        var schema = new Schema([Speed]);
        var speeds = new DoubleArray.Builder().Append(1).Append(2).Build();
        using var batch = new RecordBatch(schema, [speeds], 2);

        Assert.Same(speeds, batch.Column("speed"));
        Assert.Equal(2.0, ((DoubleArray)batch.Slice(1, 1).Column(0)).GetValue(0));
        Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [speeds], 3));
        Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [speeds, speeds], 2));
        Assert.Throws<ArgumentException>(() => new RecordBatch(schema, [new Int32Array.Builder().Append(1).Build()], 1));
        Assert.Throws<ArgumentException>(() => batch.Column("nothing"));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Slice(1, 2));
    }
}
