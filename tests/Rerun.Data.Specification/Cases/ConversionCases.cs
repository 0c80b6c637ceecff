using System.Data;
using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

/// <summary>The conversion matrix: each cell by the getter, by GetFieldValue and by GetFieldValueAsync.</summary>
public abstract class ConversionCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    private static readonly Dictionary<string, (Func<DbDataReader, object> Get, Func<DbDataReader, object> GetFieldValue, Func<DbDataReader, Task<object>> GetAsync)> Getters = new()
    {
        ["GetBoolean"] = Ways(reader => reader.GetBoolean(0)),
        ["GetByte"] = Ways(reader => reader.GetByte(0)),
        ["GetChar"] = Ways(reader => reader.GetChar(0)),
        ["GetDateTime"] = Ways(reader => reader.GetDateTime(0)),
        ["GetDecimal"] = Ways(reader => reader.GetDecimal(0)),
        ["GetDouble"] = Ways(reader => reader.GetDouble(0)),
        ["GetFloat"] = Ways(reader => reader.GetFloat(0)),
        ["GetGuid"] = Ways(reader => reader.GetGuid(0)),
        ["GetInt16"] = Ways(reader => reader.GetInt16(0)),
        ["GetInt32"] = Ways(reader => reader.GetInt32(0)),
        ["GetInt64"] = Ways(reader => reader.GetInt64(0)),
        ["GetString"] = Ways(reader => reader.GetString(0)),
    };

    public static TheoryData<string, DbType, Kind> Refused()
    {
        var data = new TheoryData<string, DbType, Kind>();
        foreach (var (getter, type, kind) in ConversionMatrix.RefusedCells())
        {
            // Dates, times and offsets have no zero, GUIDs no empty one: the table of samples holds null there, which is another case.
            data.Add(getter, type, kind);
        }

        return data;
    }

    public static TheoryData<string, DbType, Kind, object> Given()
    {
        var data = new TheoryData<string, DbType, Kind, object>();
        foreach (var (getter, type, kind, value) in ConversionMatrix.GivenCells())
        {
            data.Add(getter, type, kind, value);
        }

        return data;
    }

    public static TheoryData<DbType, Type, object> Natural()
    {
        var data = new TheoryData<DbType, Type, object>();
        foreach (var (type, clr, one) in ConversionMatrix.NaturalTypes())
        {
            data.Add(type, clr, one);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Throws_InvalidCastException(string getter, DbType type, Kind kind) => WithReader(
        Fixture.Select(type, kind),
        reader =>
        {
            var (get, getFieldValue, getAsync) = Getters[getter];
            Throws<InvalidCastException>(() => get(reader));
            Throws<InvalidCastException>(() => getFieldValue(reader));
            ThrowsAsync<InvalidCastException>(() => getAsync(reader)).GetAwaiter().GetResult();
        },
        onRow: true);

    [Theory]
    [MemberData(nameof(Given))]
    public void Returns(string getter, DbType type, Kind kind, object value) => WithReader(
        Fixture.Select(type, kind),
        reader =>
        {
            var (get, getFieldValue, getAsync) = Getters[getter];
            Assert.Equal(value, get(reader));
            Assert.Equal(value, getFieldValue(reader));
            Assert.Equal(value, getAsync(reader).GetAwaiter().GetResult());
        },
        onRow: true);

    [Theory]
    [MemberData(nameof(Natural))]
    public void GetFieldType_and_GetValue(DbType type, Type clr, object one) => WithReader(
        Fixture.Select(type, Kind.One),
        reader =>
        {
            Assert.Equal(clr, reader.GetFieldType(0));
            Assert.Equal(one, reader.GetValue(0));
            Assert.IsType(clr, reader.GetValue(0));
            Assert.Equal(one, reader.GetFieldValue<object>(0));
        },
        onRow: true);

    private static (Func<DbDataReader, object>, Func<DbDataReader, object>, Func<DbDataReader, Task<object>>) Ways<T>(Func<DbDataReader, T> get)
        where T : notnull =>
        (reader => get(reader), reader => reader.GetFieldValue<T>(0), async reader => await reader.GetFieldValueAsync<T>(0));
}
