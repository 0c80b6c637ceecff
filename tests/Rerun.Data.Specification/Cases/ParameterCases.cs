using System.Collections;
using System.Data;
using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class ParameterCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    public void Parameter_defaults()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        Assert.Equal(DbType.String, parameter.DbType);
        Assert.Equal(ParameterDirection.Input, parameter.Direction);
        Assert.False(parameter.IsNullable);
        Assert.Equal("", parameter.ParameterName);
        Assert.Equal(0, parameter.Precision);
        Assert.Equal(0, parameter.Scale);
        Assert.Equal(0, parameter.Size);
        Assert.Equal("", parameter.SourceColumn);
        Assert.Equal(DataRowVersion.Current, parameter.SourceVersion);
        Assert.Null(parameter.Value);
    }

    [Fact]
    public void Parameter_Value_can_be_set_to_null()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.Value = null;
        Assert.Null(parameter.Value);
    }

    [Fact]
    public void ResetDbType_works()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.DbType = DbType.Int64;
        Assert.Equal(DbType.Int64, parameter.DbType);
        parameter.ResetDbType();
        Assert.Equal(DbType.String, parameter.DbType);
    }

    [Fact]
    public void Names_set_to_null_are_empty_strings()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.ParameterName = null!;
        parameter.SourceColumn = null!;
        Assert.Equal("", parameter.ParameterName);
        Assert.Equal("", parameter.SourceColumn);
    }

    [Fact]
    public void Bind_throws_when_unknown()
    {
        var fault = Record.Exception(() => Echo(new object()));
        Assert.True(fault is InvalidOperationException or NotSupportedException);
    }

    [Fact]
    public void Bind_works_with_string() => Assert.Equal("test", Echo("test"));

    [Fact]
    public void Bind_works_with_byte_array() => Assert.Equal(new byte[] { 1, 2, 3 }, Echo(new byte[] { 1, 2, 3 }));

    [Fact]
    public void Bind_works_with_null() => Assert.Equal(DBNull.Value, Echo(DBNull.Value));

    [Fact]
    public void Collection_refuses_null()
    {
        var collection = Fixture.Factory.CreateCommand()!.Parameters;
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.ParameterName = "a";
        collection.Add(parameter);
        Throws<ArgumentNullException>(() => collection.Add(null!));
        Throws<ArgumentNullException>(() => collection.Insert(0, null!));
        Throws<ArgumentNullException>(() => collection["a"] = null!);
        Throws<ArgumentNullException>(() => collection[0] = null!);
        Throws<ArgumentNullException>(() => ((IList)collection)[0] = null);
        Throws<ArgumentNullException>(() => collection.Remove(null!));
        Assert.False(collection.Contains((object?)null!));
        Assert.Equal(-1, collection.IndexOf((object?)null!));
    }

    [Fact]
    public void Collection_refuses_bad_positions()
    {
        var collection = Fixture.Factory.CreateCommand()!.Parameters;
        Throws<ArgumentOutOfRangeException>(() => collection.RemoveAt(-1));
        Throws<ArgumentOutOfRangeException>(() => collection.RemoveAt(0));
        Throws<ArgumentOutOfRangeException>(() => collection.Insert(-1, Fixture.Factory.CreateParameter()!));
    }

    [Fact]
    public void Collection_changes()
    {
        var collection = Fixture.Factory.CreateCommand()!.Parameters;
        DbParameter first = Fixture.Factory.CreateParameter()!, second = Fixture.Factory.CreateParameter()!;
        collection.Insert(0, first);
        collection.Insert(0, second);
        Assert.Same(second, collection[0]);
        collection.Remove(second);
        Assert.Same(first, collection[0]);
        collection.RemoveAt(0);
        Assert.Empty(collection);
    }

    private object? Echo(object value)
    {
        using var connection = OpenConnection();
        using var command = CreateCommand(connection, "SELECT @value");
        var parameter = command.CreateParameter();
        parameter.ParameterName = "value";
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command.ExecuteScalar();
    }
}
