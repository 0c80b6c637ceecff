using System.Data;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Data.Tests.Support;

namespace Rerun.Data.Tests.Reading;

/// <summary>Column schema, schema table and what grids make of them.</summary>
public sealed class SchemaTests
{
    private static readonly string[] TraditionalOrder =
    [
        "ColumnName", "ColumnOrdinal", "ColumnSize", "NumericPrecision", "NumericScale", "IsUnique", "IsKey", "BaseServerName", "BaseCatalogName",
        "BaseColumnName", "BaseSchemaName", "BaseTableName", "DataType", "AllowDBNull", "ProviderType", "IsAliased", "IsExpression", "IsIdentity",
        "IsAutoIncrement", "IsRowVersion", "IsHidden", "IsLong", "IsReadOnly", "ProviderSpecificDataType", "DataTypeName",
    ];

    [Fact]
    public void The_schema_table_has_the_traditional_shape()
    {
        using var reader = Mixed();
        var table = reader.GetSchemaTable()!;
        Assert.Equal("SchemaTable", table.TableName);
        Assert.Equal(TraditionalOrder, table.Columns.Cast<DataColumn>().Select(column => column.ColumnName));
        Assert.Equal(reader.FieldCount, table.Rows.Count);
        var time = table.Rows[1];
        Assert.Equal("when", time["ColumnName"]);
        Assert.Equal(typeof(DateTime), time["DataType"]);
        Assert.Equal((short)9, time["NumericScale"]);
        Assert.Equal(true, time["AllowDBNull"]);
        Assert.Equal(false, time["IsKey"]);
        Assert.Equal(typeof(Timestamp64), time["ProviderSpecificDataType"]);
    }

    [Fact]
    public void The_column_schema_tells_the_arrow_type_and_the_recordings_words()
    {
        using var reader = Mixed();
        var columns = reader.GetColumnSchema().Cast<RerunColumn>().ToArray();
        Assert.Equal(["/drive/speed:Scalars:scalars", "when", "name", "deep"], columns.Select(column => column.ColumnName));
        Assert.Equal("/drive/speed", columns[0].EntityPath);
        Assert.Equal("Scalars:scalars", columns[0].Component);
        Assert.Equal("INTEGER[]", columns[0].DataTypeName);
        Assert.Equal(TimeUnit.Nanosecond, columns[1].TimeUnit);
        Assert.Equal("VARCHAR", columns[2].DataTypeName);
        Assert.IsType<StringType>(columns[2].ArrowType);
        Assert.Equal(typeof(string), columns[2]["DataType"]);
    }

    [Fact]
    public void A_DataTable_loads_what_the_reader_has()
    {
        using var reader = Mixed();
        var table = new DataTable();
        table.Load(reader);
        Assert.Equal(2, table.Rows.Count);
        Assert.Equal(new[] { 1, 2 }, table.Rows[0][0]);
        Assert.Equal(DBNull.Value, table.Rows[1][0]);
        Assert.Equal("b", table.Rows[1]["name"]);
        Assert.True(table.Columns.Cast<DataColumn>().All(column => column.AllowDBNull));
        var deep = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(table.Rows[0]["deep"]);
        Assert.Equal(5, deep["x"]);
    }

    [Fact]
    public void A_DataTable_accepts_equal_names()
    {
        using var reader = Batches.Reader(Batches.Of(("x", Batches.Longs(1)), ("x", Batches.Longs(2)), ("", Batches.Longs(3))));
        var table = new DataTable();
        table.Load(reader);
        Assert.Equal([1L, 2L, 3L], table.Rows[0].ItemArray);
    }

    private static RerunDataReader Mixed()
    {
        var lists = Batches.Lists([1, 2], null);
        var times = Batches.Timestamps(new TimestampType(TimeUnit.Nanosecond), 1, null);
        var structs = new StructArray(new StructType([new Field("x", Int32Type.Default, true)]), 2, [Batches.Ints(5, 6)], ArrowBuffer.Empty);
        var schema = new Schema(
        [
            new Field("/drive/speed:Scalars:scalars", lists.Data.DataType, true,
                [new("rerun:kind", "data"), new("rerun:entity_path", "/drive/speed"), new("rerun:component", "Scalars:scalars")]),
            new Field("when", times.Data.DataType, true),
            new Field("name", StringType.Default, false),
            new Field("deep", structs.Data.DataType, true),
        ]);
        return Batches.Reader(new RecordBatch(schema, [lists, times, Batches.Texts("a", "b"), structs], 2));
    }
}
