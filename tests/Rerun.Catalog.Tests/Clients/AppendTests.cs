using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tests.Clients;

public class AppendTests
{
    private static readonly TimestampType Milliseconds = new(TimeUnit.Millisecond, "UTC");

    private readonly StubCatalog _catalog = new();
    private readonly CatalogClient _client;

    public AppendTests()
    {
        _client = new CatalogClient(_catalog);
        _catalog.TableSchema = new Schema(
        [
            new("id", Int32Type.Default, true),
            new("is_ok", BooleanType.Default, true),
            new("small", Int8Type.Default, true),
            new("real", FloatType.Default, true),
            new("name", StringType.Default, true),
            new("at", Milliseconds, true),
            new("numbers", new ListType(Int64Type.Default), true),
            new("vector", new FixedSizeListType(FloatType.Default, 2), true),
            new("place", new StructType([new Field("x", DoubleType.Default, true), new Field("y", DoubleType.Default, true)]), true),
            new("bytes", BinaryType.Default, true),
        ]);
    }

    private RecordBatch Written => Assert.Single(_catalog.Written);

    private static KeyValuePair<string, object?>[] Columns(params (string Name, object? Value)[] columns) =>
        [.. columns.Select(column => KeyValuePair.Create(column.Name, column.Value))];

    [Fact]
    public void Single_values_are_one_row_and_what_is_not_named_is_null()
    {
        _client.Append("notes", Columns(("id", 3), ("is_ok", true), ("name", "bob"), ("bytes", new byte[] { 1, 2 })));
        Assert.Equal(1, Written.Length);
        Assert.Equal(3, ((Int32Array)Written.Column("id")).GetValue(0));
        Assert.Equal("bob", ((StringArray)Written.Column("name")).GetString(0));
        Assert.Equal([1, 2], ((BinaryArray)Written.Column("bytes")).GetBytes(0).ToArray());
        Assert.True(Written.Column("real").IsNull(0));
        Assert.Same(_catalog.TableSchema, Written.Schema);
    }

    [Fact]
    public void Sequences_are_rows_and_their_nulls_stay_nulls()
    {
        _client.Append("notes", Columns(("id", new[] { 3, 4, 5 }), ("is_ok", new bool?[] { false, true, null }), ("real", new object?[] { 2, null, 1.5 })));
        Assert.Equal(3, Written.Length);
        Assert.Equal([3, 4, 5], ((Int32Array)Written.Column("id")).Values.ToArray());
        Assert.True(Written.Column("is_ok").IsNull(2));
        Assert.True(Written.Column("real").IsNull(1));
        Assert.Equal(1.5f, ((FloatArray)Written.Column("real")).GetValue(2));
    }

    [Fact]
    public void Without_rows_nothing_is_written()
    {
        _client.Append("notes", Columns());
        _client.Append("notes", Columns(("id", Array.Empty<int>())));
        _client.Append("notes", Array.Empty<Note>());
        Assert.Empty(_catalog.Written);
    }

    [Fact]
    public void Values_take_the_type_of_the_column()
    {
        var at = new DateTimeOffset(2024, 5, 6, 7, 8, 9, 10, TimeSpan.FromHours(2));
        _client.Append("notes", Columns(("small", 1.9), ("real", 7L), ("at", at), ("id", new Int32Array.Builder().Append(9).Build())));
        Assert.Equal((sbyte)1, ((Int8Array)Written.Column("small")).GetValue(0));
        Assert.Equal(7f, ((FloatArray)Written.Column("real")).GetValue(0));
        Assert.Equal(at.ToUnixTimeMilliseconds(), ((TimestampArray)Written.Column("at")).GetValue(0));
        Assert.Equal(9, ((Int32Array)Written.Column("id")).GetValue(0));
    }

    [Fact]
    public void Lists_vectors_and_structs_are_made_of_sequences_and_dictionaries()
    {
        _client.Append("notes", Columns(
            ("numbers", new object?[] { new[] { 1, 2 }, null, Array.Empty<long>() }),
            ("vector", new[] { new[] { 1f, 2f }, [3f, 4f], null }),
            ("place", new[] { new Dictionary<string, object?> { ["x"] = 1.0, ["y"] = 2 }, null, new() { ["x"] = 5 } })));
        var numbers = (ListArray)Written.Column("numbers");
        Assert.Equal([2, 0, 0], Enumerable.Range(0, 3).Select(numbers.GetValueLength));
        Assert.True(numbers.IsNull(1) && !numbers.IsNull(2));
        Assert.Equal([3f, 4f], ((FloatArray)((FixedSizeListArray)Written.Column("vector")).GetSlicedValues(1)!).Values.ToArray());
        var place = (StructArray)Written.Column("place");
        Assert.Equal(2.0, ((DoubleArray)place.Fields[1]).GetValue(0));
        Assert.True(place.IsNull(1) && place.Fields[1].IsNull(2));
    }

    [Theory]
    [InlineData("small", 300, RerunErrorCode.ValueOutOfRange)]
    [InlineData("small", double.NaN, RerunErrorCode.ValueOutOfRange)]
    [InlineData("id", "five", RerunErrorCode.TypeMismatch)]
    [InlineData("name", 5, RerunErrorCode.TypeMismatch)]
    [InlineData("is_ok", 1, RerunErrorCode.TypeMismatch)]
    [InlineData("at", 1.5, RerunErrorCode.TypeMismatch)]
    [InlineData("vector", 1.5, RerunErrorCode.TypeMismatch)]
    [InlineData("nam", "x", RerunErrorCode.UnknownColumn)]
    public void What_does_not_fit_is_an_error_that_names_the_column_and_sends_nothing(string column, object value, RerunErrorCode code)
    {
        var error = Assert.Throws<RerunException>(() => _client.Append("notes", Columns((column, value))));
        Assert.Equal(code, error.ErrorKind);
        Assert.Contains($"'{column}'", error.Message);
        Assert.Empty(_catalog.Written);
    }

    [Fact]
    public void Columns_of_different_length_or_named_twice_are_errors()
    {
        Assert.Contains("Mismatched number of rows", Assert.Throws<ArgumentException>(() => _client.Append("notes", Columns(("id", new[] { 1, 2 }), ("real", 1)))).Message);
        Assert.Throws<ArgumentException>(() => _client.Append("notes", Columns(("id", 1), ("id", 2))));
        Assert.Throws<RerunException>(() => _client.Append("notes", Columns(("vector", new[] { new[] { 1f } }))));
        Assert.Contains("Did you mean 'notes'?", Assert.Throws<RerunNotFoundException>(() => _client.Append("note", Columns(("id", 1)))).Message);
        Assert.Contains("is a dataset", Assert.Throws<RerunNotFoundException>(() => _client.Append("drives", Columns(("id", 1)))).Message);
        Assert.Empty(_catalog.Written);
    }

    [Fact]
    public void Objects_are_rows_and_their_properties_columns()
    {
        _client.Append("notes", Enumerable.Range(0, 10_000).Select(i => new Note(i, i % 2 == 0, $"n{i}")));
        Assert.Equal(10_000, _catalog.Written.Sum(batch => batch.Length));
        Assert.Equal(2, _catalog.Written.Count);
        Assert.Equal("n9999", ((StringArray)_catalog.Written[1].Column("name")).GetString(_catalog.Written[1].Length - 1));
        Assert.False(((BooleanArray)_catalog.Written[0].Column("is_ok")).GetValue(1));
        Assert.Contains("'Oops'", Assert.Throws<RerunException>(() => _client.Append("notes", [new { Oops = 1 }])).Message);
    }

    private sealed record Note(int Id, bool? IsOk, string Name);
}
