using System.Numerics;
using Rerun.Catalog;

namespace Rerun.Data.Tests.Changes;

/// <summary>Tables with decimal columns, from CREATE TABLE to the getters.</summary>
public sealed class DecimalTableTests : IDisposable
{
    private readonly ChangingDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void Decimals_are_written_searched_and_read_without_loss()
    {
        _database.Execute("CREATE TABLE bills (id BIGINT, price DECIMAL(10, 2), huge DECIMAL(60, 20))");
        Assert.Equal(1, _database.Execute("INSERT INTO bills VALUES (1, $1, $2)", 12345678.91m, "12345678901234567890123456789.01234567890123456789"));
        Assert.Equal(1, _database.Execute("INSERT INTO bills VALUES (2, '0.10', 5)"));
        Assert.Equal(1, _database.Execute("INSERT INTO bills VALUES (3, 0.2, NULL)"));
        Assert.Equal(["1"], _database.Rows("SELECT id FROM bills WHERE price = $1", 12345678.91m));
        Assert.Equal(["2", "3"], _database.Rows("SELECT id FROM bills WHERE price IN ($1, $2) ORDER BY id", 0.1m, 0.2m));
        Assert.Equal(["12345679.21"], _database.Rows("SELECT sum(price) FROM bills"));
        Assert.Equal(RerunErrorCode.ValueOutOfRange, _database.Error("INSERT INTO bills (price) VALUES (100000000)").ErrorKind);

        using var command = _database.Connection.CreateCommand();
        command.CommandText = "SELECT price, huge FROM bills WHERE id = 1";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal(12345678.91m, reader.GetDecimal(0));
        Assert.Equal(12345678.91m, reader.GetFieldValue<decimal>(0));
        Assert.Equal(BigInteger.Parse("1234567890123456789012345678901234567890123456789"), reader.GetFieldValue<BigInteger>(1));
        Assert.Equal("DECIMAL(10, 2)", reader.GetDataTypeName(0));
    }

    [Theory]
    [InlineData("BOOLEAN")]
    [InlineData("TINYINT")]
    [InlineData("USMALLINT")]
    [InlineData("INTEGER")]
    [InlineData("UINTEGER")]
    [InlineData("BIGINT")]
    [InlineData("REAL")]
    [InlineData("DOUBLE")]
    [InlineData("DECIMAL(12, 3)")]
    [InlineData("VARCHAR")]
    [InlineData("BLOB")]
    [InlineData("BINARY(16)")]
    [InlineData("DATE")]
    [InlineData("TIME")]
    [InlineData("TIMESTAMP")]
    [InlineData("TIMESTAMP_MS")]
    [InlineData("TIMESTAMP WITH TIME ZONE")]
    [InlineData("DURATION")]
    [InlineData("INTERVAL")]
    [InlineData("INTEGER[]")]
    [InlineData("REAL[3]")]
    [InlineData("STRUCT(a INTEGER, b VARCHAR)")]
    public void A_type_has_one_name_wherever_it_is_named(string type)
    {
        _database.Execute($"CREATE TEMP TABLE t (c {type})");
        _database.Execute("INSERT INTO t VALUES (NULL)");
        using var command = _database.Connection.CreateCommand();
        command.CommandText = "SELECT c, typeof(c) FROM t";
        using var reader = command.ExecuteReader();
        Assert.Equal(type, reader.GetDataTypeName(0));
        Assert.Equal(type, reader.GetColumnSchema()[0].DataTypeName);
        Assert.Equal(type, reader.GetSchemaTable()!.Rows[0]["DataTypeName"]);
        Assert.True(reader.Read());
        Assert.Equal(type, reader.GetString(1));
        Assert.Contains(type, _database.Rows("DESCRIBE SELECT c FROM t")[0].Split('|'));
        if (type is not ("INTERVAL" or "STRUCT(a INTEGER, b VARCHAR)"))
        {
            _database.Execute($"CREATE TABLE kept (c {type})");
            Assert.Equal([type], _database.Rows("SELECT data_type FROM information_schema.columns WHERE table_name = 'kept'"));
        }
    }
}
