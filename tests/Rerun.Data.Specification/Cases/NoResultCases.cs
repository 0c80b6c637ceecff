using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

/// <summary>A command that gives no result set still gives a reader: empty and finished.</summary>
public abstract class NoResultCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    public static TheoryData<string, Action<DbDataReader>> Readers => new()
    {
        { "IsDBNull", reader => reader.IsDBNull(0) },
        { "GetDataTypeName", reader => reader.GetDataTypeName(0) },
        { "GetFieldType", reader => reader.GetFieldType(0) },
        { "GetName", reader => reader.GetName(0) },
        { "GetValue", reader => reader.GetValue(0) },
        { "GetValues", reader => reader.GetValues(new object[1]) },
        { "GetFieldValue", reader => reader.GetFieldValue<int>(0) },
        { "GetBoolean", reader => reader.GetBoolean(0) },
        { "GetByte", reader => reader.GetByte(0) },
        { "GetBytes", reader => reader.GetBytes(0, 0, new byte[1], 0, 1) },
        { "GetChar", reader => reader.GetChar(0) },
        { "GetChars", reader => reader.GetChars(0, 0, new char[1], 0, 1) },
        { "GetDateTime", reader => reader.GetDateTime(0) },
        { "GetDecimal", reader => reader.GetDecimal(0) },
        { "GetDouble", reader => reader.GetDouble(0) },
        { "GetFloat", reader => reader.GetFloat(0) },
        { "GetGuid", reader => reader.GetGuid(0) },
        { "GetInt16", reader => reader.GetInt16(0) },
        { "GetInt32", reader => reader.GetInt32(0) },
        { "GetInt64", reader => reader.GetInt64(0) },
        { "GetStream", reader => reader.GetStream(0) },
        { "GetString", reader => reader.GetString(0) },
        { "GetTextReader", reader => reader.GetTextReader(0) },
    };

    [Fact]
    [Case("Read_returns_false_after_Delete", "NextResult_returns_false_after_Delete")]
    public void Read_and_NextResult_return_false() => WithReader(OpenWritableConnection(), Fixture.StatementWithoutResult(), reader =>
    {
        Assert.False(reader.HasRows);
        Assert.Equal(0, reader.FieldCount);
        Assert.False(reader.Read());
        Assert.False(reader.NextResult());
    });

    [Theory]
    [Case(
        "IsDBNull_throws_after_Delete", "GetDataTypeName_throws_after_Delete", "GetFieldType_throws_after_Delete",
        "GetName_throws_after_Delete", "GetValue_throws_after_Delete", "GetValues_throws_after_Delete",
        "GetFieldValue_throws_after_Delete", "GetBoolean_throws_after_Delete", "GetByte_throws_after_Delete",
        "GetBytes_throws_after_Delete", "GetChar_throws_after_Delete", "GetChars_throws_after_Delete", "GetDataTime_throws_after_Delete",
        "GetDecimal_throws_after_Delete", "GetDouble_throws_after_Delete", "GetFloat_throws_after_Delete", "GetGuid_throws_after_Delete",
        "GetInt16_throws_after_Delete", "GetInt32_throws_after_Delete", "GetInt64_throws_after_Delete", "GetStream_throws_after_Delete",
        "GetString_throws_after_Delete", "GetTextReader_throws_after_Delete")]
    [MemberData(nameof(Readers))]
    public void Getters_throw(string member, Action<DbDataReader> read) => WithReader(OpenWritableConnection(), Fixture.StatementWithoutResult(), reader =>
    {
        Assert.NotEmpty(member);
        Throws<InvalidOperationException>(() => read(reader));
    });

    [Fact]
    [Case("IsDBNullAsync_throws_after_Delete", "GetFieldValueAsync_throws_after_Delete")]
    public async Task Asynchronous_getters_throw()
    {
        using var connection = OpenWritableConnection();
        using var command = CreateCommand(connection, Fixture.StatementWithoutResult());
        using var reader = await command.ExecuteReaderAsync();
        await ThrowsAsync<InvalidOperationException>(() => reader.IsDBNullAsync(0));
        await ThrowsAsync<InvalidOperationException>(() => reader.GetFieldValueAsync<int>(0));
    }
}
