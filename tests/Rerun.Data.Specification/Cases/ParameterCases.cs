using System.Collections;
using System.Data;
using System.Data.Common;
using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class ParameterCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    [Case(
        "Parameter_default_DbType_is_string", "Parameter_default_Direction_is_input", "Parameter_default_IsNullable_is_false",
        "Parameter_default_ParameterName_is_empty_string", "Parameter_default_Precision_is_zero", "Parameter_default_Scale_is_zero",
        "Parameter_default_Size_is_zero", "Parameter_default_SourceColumn_is_empty_string", "Parameter_default_SourceVersion_is_Current",
        "Parameter_default_Value_is_null", "ParameterName_default_is_empty_string", "SourceColumn_default_is_empty_string")]
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
    [Case]
    public void Parameter_Value_can_be_set_to_null()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.Value = null;
        Assert.Null(parameter.Value);
    }

    [Fact]
    [Case]
    public void ResetDbType_works()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.DbType = DbType.Int64;
        Assert.Equal(DbType.Int64, parameter.DbType);
        parameter.ResetDbType();
        Assert.Equal(DbType.String, parameter.DbType);
    }

    [Fact]
    [Case(
        "ParameterName_can_be_set_to_null", "ParameterName_set_to_null_is_empty_string", "SourceColumn_can_be_set_to_null",
        "SourceColumn_set_to_null_is_empty_string")]
    public void Names_set_to_null_are_empty_strings()
    {
        var parameter = Fixture.Factory.CreateParameter()!;
        parameter.ParameterName = null!;
        parameter.SourceColumn = null!;
        Assert.Equal("", parameter.ParameterName);
        Assert.Equal("", parameter.SourceColumn);
    }

    [Fact]
    [Case]
    public void Bind_throws_when_unknown()
    {
        var fault = Record.Exception(() => Echo(new object()));
        Assert.True(fault is InvalidOperationException or NotSupportedException);
    }

    [Fact]
    [Case]
    public void Bind_works_with_string() => Assert.Equal("test", Echo("test"));

    [Fact]
    [Case]
    public void Bind_works_with_byte_array() => Assert.Equal(new byte[] { 1, 2, 3 }, Echo(new byte[] { 1, 2, 3 }));

    [Fact]
    public void Bind_works_with_null() => Assert.Equal(DBNull.Value, Echo(DBNull.Value));

    [Fact]
    [Case(
        "ParameterCollection_Add_throws_for_null", "ParameterCollection_Insert_throws_for_null",
        "ParameterCollection_string_indexer_setter_throws_for_null", "ParameterCollection_int_indexer_setter_throws_for_null",
        "ParameterCollection_IList_indexer_setter_throws_for_null", "ParameterCollection_Remove_throws_for_null",
        "ParameterCollection_Contains_object_returns_false_null", "ParameterCollection_IndexOf_object_returns_negative_one_for_null")]
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
    [Case("ParameterCollection_RemoveAt_negative_one_throws", "ParameterCollection_RemoveAt_zero_throws_when_empty", "ParameterCollection_Insert_throws_for_negative_one")]
    public void Collection_refuses_bad_positions()
    {
        var collection = Fixture.Factory.CreateCommand()!.Parameters;
        Throws<ArgumentOutOfRangeException>(() => collection.RemoveAt(-1));
        Throws<ArgumentOutOfRangeException>(() => collection.RemoveAt(0));
        Throws<ArgumentOutOfRangeException>(() => collection.Insert(-1, Fixture.Factory.CreateParameter()!));
    }

    [Fact]
    [Case("ParameterCollection_Insert_succeeds", "ParameterCollection_Remove_succeeds", "ParameterCollection_RemoveAt_succeeds")]
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
