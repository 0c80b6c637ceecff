using System.Data;
using System.Data.Common;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Specification.Cases;

/// <summary>What columnar results can go wrong with: layouts of batches and arrays. Each case in both modes of reading.</summary>
public sealed class ColumnarShapeCases
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Case("Read_skips_empty_batches", "Values_cross_batch_boundaries", "Sync_equals_async")]
    public async Task Read_skips_empty_batches(bool isAsync)
    {
        using DbDataReader reader = Batches.Reader([.. Numbered(0, 2, 0, 0, 1, 3, 0)]);
        Assert.True(reader.HasRows);
        Assert.Equal([0, 1, 2, 3, 4, 5], await RowsAsync(reader, isAsync, row => row.GetInt64(0)));
    }

    [Fact]
    [Case]
    public void HasRows_is_false_when_only_empty_batches()
    {
        using DbDataReader reader = Batches.Reader([.. Numbered(0, 0, 0)]);
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(11)]
    [Case]
    public void Sliced_arrays_honour_offset(int offset)
    {
        int?[][] values = [.. Enumerable.Range(0, 30).Select(i => i % 4 == 0 ? null! : Enumerable.Range(i, i % 3).Select(n => n % 5 == 0 ? null : (int?)n).ToArray())];
        var numbers = Batches.Longs([.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? null : (long?)i)]);
        using DbDataReader reader = Batches.Reader(Batches.Of(("n", numbers), ("l", Batches.Lists(values))).Slice(offset, 12));
        for (var i = offset; i < offset + 12; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i % 3 == 0 ? DBNull.Value : (object)(long)i, reader.GetValue(0));
            Assert.Equal(values[i], reader.IsDBNull(1) ? null : reader.GetFieldValue<int?[]>(1));
        }

        Assert.False(reader.Read());
    }

    [Fact]
    [Case]
    public void Missing_validity_bitmap_means_all_valid()
    {
        var data = Batches.Longs(1, 2, 3).Data;
        var array = ArrowArrayFactory.BuildArray(new ArrayData(data.DataType, 3, 0, 0, [ArrowBuffer.Empty, data.Buffers[1]]));
        using DbDataReader reader = Batches.Reader(Batches.Of(("n", array)));
        for (var i = 1; i <= 3; i++)
        {
            Assert.True(reader.Read());
            Assert.False(reader.IsDBNull(0));
            Assert.Equal(i, reader.GetInt64(0));
        }
    }

    [Fact]
    [Case]
    public void Nested_nulls_are_kept()
    {
        using (DbDataReader lists = Batches.Reader(Batches.Of(("l", Batches.Lists(null, [], [null, 1])))))
        {
            Assert.Equal<object>([DBNull.Value, Array.Empty<int?>(), new int?[] { null, 1 }], Values(lists));
        }

        var type = new StructType([new Field("x", Int32Type.Default, true)]);
        var structs = new StructArray(type, 2, [Batches.Ints(null, 5)], new ArrowBuffer(new byte[] { 0b01 }), nullCount: 1);
        using DbDataReader reader = Batches.Reader(Batches.Of(("s", structs)));
        Assert.True(reader.Read());
        Assert.Null(reader.GetFieldValue<IReadOnlyDictionary<string, object?>>(0)["x"]);
        Assert.True(reader.Read());
        Assert.True(reader.IsDBNull(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Case]
    public async Task Dictionary_encoded_text_reads_as_text(bool isAsync)
    {
        var type = new DictionaryType(Int32Type.Default, StringType.Default, false);
        using DbDataReader reader = Batches.Reader(
            Batches.Of(("d", new DictionaryArray(type, Batches.Ints(1, 0, null), Batches.Texts("zero", "one")))),
            Batches.Of(("d", new DictionaryArray(type, Batches.Ints(1), Batches.Texts("null", "eins")))));
        Assert.Equal(typeof(string), reader.GetFieldType(0));
        Assert.Equal<object>(["one", "zero", DBNull.Value, "eins"], await RowsAsync(reader, isAsync, row => row.GetValue(0)));
    }

    [Fact]
    [Case]
    public void Field_type_known_without_rows()
    {
        var batch = Batches.Of(("l", Batches.Lists([[1]])), ("s", new StructArray(new StructType([new Field("x", Int32Type.Default, true)]), 1, [Batches.Ints(5)], ArrowBuffer.Empty)));
        using DbDataReader full = Batches.Reader(batch);
        using DbDataReader none = Batches.Reader(batch.Slice(0, 0));
        for (var i = 0; i < full.FieldCount; i++)
        {
            Assert.Equal(full.GetFieldType(i), none.GetFieldType(i));
            Assert.Equal(full.GetDataTypeName(i), none.GetDataTypeName(i));
        }

        Assert.Equal(typeof(int?[]), none.GetFieldType(0));
        Assert.False(none.HasRows);
    }

    [Fact]
    [Case]
    public void Duplicate_and_case_variant_names()
    {
        using DbDataReader reader = Batches.Reader(Batches.Of(("a", Batches.Longs(0)), ("A", Batches.Longs(1)), ("a", Batches.Longs(2)), ("B", Batches.Longs(3))));
        Assert.Equal([0, 1, 3, 3], new[] { "a", "A", "b", "B" }.Select(reader.GetOrdinal));
    }

    [Fact]
    [Case]
    public void Names_with_dots_slashes_colons()
    {
        const string Name = "/a.b/c d:Scalars:\"scalars\"";
        using DbDataReader reader = Batches.Reader(Batches.Of((Name, Batches.Longs(7))));
        Assert.Equal(Name, reader.GetName(0));
        Assert.Equal(0, reader.GetOrdinal(Name));
        var table = new DataTable();
        table.Load(reader);
        Assert.Equal(7L, table.Rows[0][Name]);
        using var builder = RerunFactory.Instance.CreateCommandBuilder();
        using var connection = new RerunConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand($"SELECT 1 AS {builder.QuoteIdentifier(Name)}");
        using var queried = command.ExecuteReader();
        Assert.Equal(Name, queried.GetName(0));
        Assert.Equal(Name, builder.UnquoteIdentifier(builder.QuoteIdentifier(Name)));
    }

    [Fact]
    [Case]
    public void DataTable_Load_equals_reader()
    {
        RecordBatch[] batches =
        [
            Batches.Of(("n", Batches.Longs(1, null)), ("t", Batches.Texts("a", null)), ("n", Batches.Longs(1, 1)), ("l", Batches.Lists([[1], null]))),
            Batches.Of(("n", Batches.Longs(1)), ("t", Batches.Texts("a")), ("n", Batches.Longs(1)), ("l", Batches.Lists([[]]))),
        ];
        using DbDataReader reader = Batches.Reader(batches);
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType).ToArray();
        var table = new DataTable();
        table.Load(reader);
        Assert.Equal(3, table.Rows.Count);
        Assert.Equal(types, table.Columns.Cast<DataColumn>().Select(column => column.DataType));
        Assert.All(table.Columns.Cast<DataColumn>(), column => Assert.True(column.AllowDBNull));
        Assert.Equal<object>([DBNull.Value, DBNull.Value, 1L, DBNull.Value], table.Rows[1].ItemArray!);
    }

    internal static IEnumerable<RecordBatch> Numbered(params int[] sizes)
    {
        long next = 0;
        foreach (var size in sizes)
        {
            yield return Batches.Of(("n", Batches.Longs([.. Enumerable.Range(0, size).Select(_ => (long?)next++)])));
        }
    }

    internal static async Task<List<T>> RowsAsync<T>(DbDataReader reader, bool isAsync, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        while (isAsync ? await reader.ReadAsync() : reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static List<object> Values(DbDataReader reader) => RowsAsync(reader, isAsync: false, row => row.GetValue(0)).GetAwaiter().GetResult();
}
