using System.Data;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Tests.Parameters;

public sealed class ParameterTests
{
    [Theory]
    [InlineData("age")]
    [InlineData("@age")]
    [InlineData("$age")]
    [InlineData(":age")]
    [InlineData("@AGE")]
    public void A_name_is_found_with_and_without_prefix_and_case(string name)
    {
        var parameters = new RerunCommand().Parameters;
        parameters.AddWithValue("@age", 4);
        Assert.Equal(0, parameters.IndexOf(name));
        Assert.Equal(4, parameters[name].Value);
        Assert.True(parameters.Contains(name));
    }

    [Fact]
    public void An_unknown_name_is_out_of_range()
    {
        var parameters = new RerunCommand().Parameters;
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters["none"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters.RemoveAt("none"));
        Assert.Equal(-1, parameters.IndexOf("none"));
    }

    [Fact]
    public void A_parameter_without_value_is_a_mistake_and_is_named()
    {
        var parameters = new RerunCommand().Parameters;
        parameters.Add(new RerunParameter { ParameterName = "@when" });
        var fault = Assert.Throws<InvalidOperationException>(() => parameters.Bind());
        Assert.Contains("@when", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DBNull_is_null() => Assert.Null(Bound(DBNull.Value));

    [Fact]
    public void A_plain_object_is_refused() => Assert.Throws<NotSupportedException>(() => Bound(new object()));

    [Fact]
    public void Local_times_are_converted_and_unspecified_ones_are_taken_as_utc()
    {
        var local = new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Local);
        Assert.Equal((local.ToUniversalTime(), DateTimeKind.Utc), (Bound(local), ((DateTime)Bound(local)!).Kind));
        var unspecified = new DateTime(2024, 5, 6, 7, 8, 9);
        Assert.Equal((DateTime.SpecifyKind(unspecified, DateTimeKind.Utc), DateTimeKind.Utc), (Bound(unspecified), ((DateTime)Bound(unspecified)!).Kind));
        Assert.Equal(new DateTime(2024, 5, 6, 5, 8, 9, DateTimeKind.Utc), Bound(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2))));
    }

    [Fact]
    public void Arrays_and_lists_are_one_value()
    {
        Assert.Equal(new[] { 1, 2 }, Bound(new[] { 1, 2 }));
        Assert.Equal(new object?[] { "a", null }, Bound(new List<string?> { "a", null }));
        Assert.Equal(new byte[] { 1, 2 }, Bound(new byte[] { 1, 2 }));
        Assert.Equal(new byte[] { 1, 2 }, Bound(new ReadOnlyMemory<byte>([1, 2])));
        Assert.Equal(new object?[] { 6L }, Bound(new[] { LongKind.Six }));
    }

    [Fact]
    public void Enumerations_are_their_numbers() => Assert.Equal(6L, Bound(LongKind.Six));

    [Theory]
    [MemberData(nameof(ValuesWithTypes))]
    public void The_type_follows_from_the_value(object value, DbType type) => Assert.Equal(type, new RerunParameter("p", value).DbType);

    public static TheoryData<object, DbType> ValuesWithTypes => new()
    {
        { true, DbType.Boolean },
        { 1, DbType.Int32 },
        { 1L, DbType.Int64 },
        { 1UL, DbType.UInt64 },
        { 1f, DbType.Single },
        { 1.0, DbType.Double },
        { 1m, DbType.Decimal },
        { "a", DbType.String },
        { Guid.Empty, DbType.Guid },
        { DateTime.UnixEpoch, DbType.DateTime2 },
        { DateTimeOffset.UnixEpoch, DbType.DateTimeOffset },
        { new DateOnly(2024, 1, 1), DbType.Date },
        { new Timestamp64(1), DbType.DateTime2 },
        { new byte[] { 1 }, DbType.Binary },
        { new[] { 1 }, DbType.Object },
        { DBNull.Value, DbType.String },
    };

    [Fact]
    public void An_explicit_type_wins_until_it_is_reset()
    {
        var parameter = new RerunParameter("p", 1) { DbType = DbType.Double };
        Assert.Equal(DbType.Double, parameter.DbType);
        Assert.IsType<DoubleType>(parameter.ExplicitType);
        parameter.ArrowType = Int64Type.Default;
        Assert.Same(Int64Type.Default, parameter.ExplicitType);
        parameter.ResetDbType();
        Assert.Equal(DbType.Int32, parameter.DbType);
        Assert.Null(parameter.ExplicitType);
    }

    [Fact]
    public void A_typed_parameter_keeps_its_type()
    {
        var parameter = new RerunParameter<long>("p", 4);
        Assert.Equal(4L, parameter.Value);
        parameter.Value = 5L;
        Assert.Equal(5L, parameter.TypedValue);
        Assert.Throws<InvalidCastException>(() => parameter.Value = "five");
        Assert.Equal(DBNull.Value, new RerunParameter<string>("p", null).Value);
    }

    private static object? Bound(object value)
    {
        var parameters = new RerunCommand().Parameters;
        parameters.AddWithValue("p", value);
        return parameters.Bind()[0].Value;
    }

    private enum LongKind : long
    {
        Six = 6,
    }

    [Fact]
    public void Characters_are_a_text_and_streams_are_bytes()
    {
        Assert.Equal("ab", Bound(new[] { 'a', 'b' }));
        Assert.Equal("b", Bound("abc".AsMemory(1, 1)));
        Assert.Equal(new byte[] { 1, 2 }, Bound(new MemoryStream([1, 2])));
        Assert.Equal(DbType.Binary, new RerunParameter("p", new MemoryStream()).DbType);
        Assert.Equal(DbType.String, new RerunParameter("p", new[] { 'a' }).DbType);
    }
}
