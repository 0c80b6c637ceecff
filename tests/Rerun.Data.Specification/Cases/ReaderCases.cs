using System.Data;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

/// <summary>Shape, state and navigation; column schema.</summary>
public abstract class ReaderCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    private string One => Fixture.Select(DbType.Int32, Kind.One);

    [Fact]
    [Case(
        "Depth_returns_zero", "FieldCount_works", "GetDataTypeName_throws_when_ordinal_out_of_range",
        "GetFieldType_throws_when_ordinal_out_of_range", "GetName_throws_when_ordinal_out_of_range", "GetOrdinal_works",
        "GetOrdinal_throws_when_out_of_range", "GetName_works", "GetFieldType_works", "GetEnumerator_works",
        "HasRows_returns_true_when_rows", "IsClosed_returns_false_when_active")]
    public void Shape() => WithReader(One, reader =>
    {
        Assert.Equal(0, reader.Depth);
        Assert.Equal(1, reader.FieldCount);
        Assert.Equal("value", reader.GetName(0));
        Assert.Equal(0, reader.GetOrdinal("value"));
        Assert.Equal(typeof(int), reader.GetFieldType(0));
        Assert.NotEmpty(reader.GetDataTypeName(0));
        Assert.NotNull(reader.GetEnumerator());
        Assert.True(reader.HasRows);
        Assert.False(reader.IsClosed);
        Throws<IndexOutOfRangeException>(() => reader.GetDataTypeName(1));
        Throws<IndexOutOfRangeException>(() => reader.GetFieldType(1));
        Throws<IndexOutOfRangeException>(() => reader.GetName(1));
        Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("unknown"));
    });

    [Fact]
    [Case(
        "IsClosed_returns_true_when_closed", "RecordsAffected_returns_negative_1_after_close_when_no_rows",
        "FieldCount_throws_when_closed", "GetDataTypeName_throws_when_closed", "GetFieldType_throws_when_closed",
        "GetName_throws_when_closed", "GetValue_throws_when_closed", "IsDBNull_throws_when_closed", "Read_throws_when_closed",
        "NextResult_throws_when_closed")]
    public void Members_throw_when_closed() => WithReader(One, reader =>
    {
        reader.Read();
        reader.Close();
        Assert.True(reader.IsClosed);
        Throws<InvalidOperationException>(() => _ = reader.FieldCount);
        Throws<InvalidOperationException>(() => reader.GetDataTypeName(0));
        Throws<InvalidOperationException>(() => reader.GetFieldType(0));
        Throws<InvalidOperationException>(() => reader.GetName(0));
        Throws<InvalidOperationException>(() => reader.GetValue(0));
        Throws<InvalidOperationException>(() => reader.IsDBNull(0));
        Throws<InvalidOperationException>(() => reader.Read());
        Throws<InvalidOperationException>(() => reader.NextResult());
        Assert.Equal(-1, reader.RecordsAffected);
    });

    [Fact]
    [Case("HasRows_returns_false_when_no_rows", "RecordsAffected_returns_negative_1_when_no_rows")]
    public void HasRows_returns_false_when_no_rows() => WithReader(Fixture.SelectNoRows, reader =>
    {
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
        Assert.Equal(1, reader.FieldCount);
        Assert.Equal(-1, reader.RecordsAffected);
    });

    [Fact]
    [Case("Read_works", "Read_keeps_returning_false")]
    public void Read_keeps_returning_false() => WithReader(One, reader =>
    {
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.False(reader.Read());
    });

    [Fact]
    [Case]
    public void NextResult_works() => WithReader("SELECT 1; SELECT 2", reader =>
    {
        Assert.True(reader.Read());
        Assert.Equal(1, reader.GetInt32(0));
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal(2, reader.GetInt32(0));
        Assert.False(reader.NextResult());
        Assert.False(reader.NextResult());
    });

    [Fact]
    [Case]
    public void SingleRow_returns_one_row()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, "SELECT kind FROM samples; SELECT 2");
        using var reader = command.ExecuteReader(CommandBehavior.SingleRow);
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
    }

    [Fact]
    [Case("CommandBehavior_combinations")]
    public void Every_combination_of_behaviours_keeps_values()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, One);
        for (var flags = 0; flags < 32; flags++)
        {
            // Without CloseConnection, which has cases of its own.
            var behavior = (CommandBehavior)flags;
            using var reader = command.ExecuteReader(behavior);
            Assert.Equal("value", reader.GetName(0));
            Assert.Equal(typeof(int), reader.GetFieldType(0));
            var isSchemaOnly = (behavior & CommandBehavior.SchemaOnly) != 0;
            Assert.Equal(!isSchemaOnly, reader.HasRows);
            Assert.Equal(!isSchemaOnly, reader.Read());
            if (!isSchemaOnly)
            {
                Assert.Equal(1, reader.GetInt32(0));
            }
        }
    }

    [Fact]
    [Case(
        "GetValue_throws_before_read", "GetValue_throws_when_done", "IsDBNull_throws_before_read", "IsDBNull_throws_when_done",
        "GetFieldValue_throws_before_read", "GetFieldValue_throws_when_done", "Item_by_ordinal_works", "Item_by_name_works",
        "GetValues_throws_for_null")]
    public void Values_need_a_row() => WithReader(One, reader =>
    {
        Throws<InvalidOperationException>(() => reader.GetValue(0));
        Throws<InvalidOperationException>(() => reader.IsDBNull(0));
        Throws<InvalidOperationException>(() => reader.GetFieldValue<int>(0));
        reader.Read();
        Assert.Equal(1, reader[0]);
        Assert.Equal(1, reader["value"]);
        Throws<ArgumentNullException>(() => reader.GetValues(null!));
        reader.Read();
        Throws<InvalidOperationException>(() => reader.GetValue(0));
        Throws<InvalidOperationException>(() => reader.IsDBNull(0));
        Throws<InvalidOperationException>(() => reader.GetFieldValue<int>(0));
    });

    [Theory]
    [Case(
        "GetString_works", "GetString_works_utf8_two_bytes", "GetString_works_utf8_three_bytes", "GetString_works_utf8_four_bytes",
        "GetFieldValue_works_utf8_two_bytes", "GetFieldValue_works_utf8_three_bytes", "GetFieldValue_works_utf8_four_bytes",
        "GetValue_to_string_works_utf8_two_bytes", "GetValue_to_string_works_utf8_three_bytes",
        "GetValue_to_string_works_utf8_four_bytes")]
    [InlineData("é")]
    [InlineData("Ḁ")]
    [InlineData("😀")]
    public void GetString_works_utf8(string text) => WithReader(
        $"SELECT '{text}'",
        reader =>
        {
            Assert.Equal(text, reader.GetString(0));
            Assert.Equal(text, reader.GetFieldValue<string>(0));
            Assert.Equal(text, reader.GetValue(0).ToString());
        },
        onRow: true);

    [Fact]
    [Case]
    public void IsDBNull_works() => WithReader(Fixture.Select(DbType.Int32, Kind.Null), reader => Assert.True(reader.IsDBNull(0)), onRow: true);

    [Fact]
    [Case(
        "GetBytes_works", "GetBytes_returns_length_when_buffer_is_null", "GetBytes_throws_when_dataOffset_is_negative",
        "GetBytes_throws_when_bufferOffset_is_negative", "GetBytes_throws_when_bufferOffset_is_too_large",
        "GetBytes_throws_when_bufferOffset_plus_length_is_too_long", "GetBytes_works_when_buffer_is_large", "GetFieldValue_for_Stream",
        "GetFieldValueAsync_for_Stream")]
    public void GetBytes_cases() => WithReader(
        "SELECT X'01020304'",
        reader =>
        {
            var buffer = new byte[5];
            Assert.Equal(4, reader.GetBytes(0, 0, null, 0, 0));
            Assert.Equal(2, reader.GetBytes(0, 1, buffer, 0, 2));
            Assert.Equal([2, 3, 0, 0, 0], buffer);
            Assert.Equal(4, reader.GetBytes(0, 0, buffer, 0, 5));
            Assert.Equal([1, 2, 3, 4, 0], buffer);
            Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, -1, buffer, 0, 4));
            Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, 0, buffer, -1, 4));
            Throws<ArgumentOutOfRangeException>(() => reader.GetBytes(0, 0, buffer, 6, 0));
            Throws<ArgumentException>(() => reader.GetBytes(0, 0, buffer, 3, 4));
            using var stream = reader.GetFieldValue<Stream>(0);
            using var same = reader.GetFieldValueAsync<Stream>(0).GetAwaiter().GetResult();
            Assert.Equal(1, stream.ReadByte());
            Assert.Equal(1, same.ReadByte());
        },
        onRow: true);

    [Fact]
    [Case(
        "GetChars_works", "GetChars_returns_length_when_buffer_is_null", "GetChars_throws_when_dataOffset_is_negative",
        "GetChars_throws_when_bufferOffset_is_negative", "GetChars_throws_when_bufferOffset_is_too_large",
        "GetChars_throws_when_bufferOffset_plus_length_is_too_long", "GetChars_reads_nothing_at_end_of_buffer",
        "GetFieldValue_for_TextReader", "GetFieldValueAsync_for_TextReader")]
    public void GetChars_cases() => WithReader(
        "SELECT 'teßt'",
        reader =>
        {
            var buffer = new char[5];
            Assert.Equal(4, reader.GetChars(0, 0, null, 0, 0));
            Assert.Equal(2, reader.GetChars(0, 2, buffer, 0, 2));
            Assert.Equal("ßt\0\0\0", new string(buffer));
            Assert.Equal(4, reader.GetChars(0, 0, buffer, 0, 5));
            Assert.Equal(0, reader.GetChars(0, 4, buffer, 0, 5));
            Throws<ArgumentOutOfRangeException>(() => reader.GetChars(0, -1, buffer, 0, 4));
            Throws<ArgumentOutOfRangeException>(() => reader.GetChars(0, 0, buffer, -1, 4));
            Throws<ArgumentOutOfRangeException>(() => reader.GetChars(0, 0, buffer, 6, 0));
            Throws<ArgumentException>(() => reader.GetChars(0, 0, buffer, 3, 4));
            Assert.Equal("teßt", reader.GetFieldValue<TextReader>(0).ReadToEnd());
            Assert.Equal("teßt", reader.GetFieldValueAsync<TextReader>(0).GetAwaiter().GetResult().ReadToEnd());
        },
        onRow: true);

    [Fact]
    [Case(
        "GetTextReader_for_one_String", "GetTextReader_for_empty_String", "GetFieldValue_for_TextReader_throws_for_null_String",
        "GetFieldValueAsync_for_TextReader_throws_for_null_String", "GetFieldValue_for_Stream_throws_for_null_Binary")]
    public void GetTextReader_cases()
    {
        WithReader(Fixture.Select(DbType.String, Kind.One), reader => Assert.Equal("1", reader.GetTextReader(0).ReadToEnd()), onRow: true);
        WithReader(Fixture.Select(DbType.String, Kind.Empty), reader => Assert.Equal("", reader.GetTextReader(0).ReadToEnd()), onRow: true);
        WithReader(
            Fixture.Select(DbType.String, Kind.Null),
            reader =>
            {
                Throws<InvalidCastException>(() => reader.GetFieldValue<TextReader>(0));
                ThrowsAsync<InvalidCastException>(() => reader.GetFieldValueAsync<TextReader>(0)).GetAwaiter().GetResult();
            },
            onRow: true);
        WithReader(Fixture.Select(DbType.Binary, Kind.Null), reader => Throws<InvalidCastException>(() => reader.GetFieldValue<Stream>(0)), onRow: true);
    }

    [Fact]
    [Case("GetColumnSchema_ColumnName", "GetColumnSchema_DataTypeName", "GetColumnSchema_DataType")]
    public void GetColumnSchema_works() => WithReader(One, reader =>
    {
        var column = Assert.Single(((System.Data.Common.IDbColumnSchemaGenerator)reader).GetColumnSchema());
        Assert.Equal("value", column.ColumnName);
        Assert.NotNull(column.DataTypeName);
        Assert.Equal(typeof(int), column.DataType);
    });

    [Fact]
    [Case]
    public void Metadata_after_last_row() => WithReader(One, reader =>
    {
        while (reader.Read())
        {
        }

        Assert.Equal("value", reader.GetName(0));
        Assert.Equal(1, reader.GetSchemaTable()!.Rows.Count);
    });

    [Fact]
    [Case]
    public void DataAdapter_Fill_equals_reader()
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, "SELECT * FROM samples");
        var adapter = Fixture.Factory.CreateDataAdapter()!;
        adapter.SelectCommand = command;
        var set = new DataSet();
        adapter.FillSchema(set, SchemaType.Source);
        Assert.Equal(6, adapter.Fill(set));
        var table = set.Tables[0];
        Assert.Equal(21, table.Columns.Count);
        Assert.Equal(DBNull.Value, table.Rows[0]["Int32"]);
        Assert.Equal(int.MaxValue, table.Rows[5]["Int32"]);
    }
}
