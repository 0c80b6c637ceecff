using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class FactoryCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    [Case]
    public void DbProviderFactory_CreateConnection_is_not_null() => Assert.NotNull(Fixture.Factory.CreateConnection());

    [Fact]
    [Case]
    public void DbProviderFactory_CreateCommand_is_not_null() => Assert.NotNull(Fixture.Factory.CreateCommand());

    [Fact]
    [Case]
    public void DbProviderFactory_CreateCommandBuilder_is_not_null() => Assert.NotNull(Fixture.Factory.CreateCommandBuilder());

    [Fact]
    [Case]
    public void DbProviderFactory_CreateConnectionStringBuilder_is_not_null() => Assert.NotNull(Fixture.Factory.CreateConnectionStringBuilder());

    [Fact]
    [Case]
    public void DbProviderFactory_CreateDataAdapter_is_not_null() => Assert.NotNull(Fixture.Factory.CreateDataAdapter());

    [Fact]
    [Case]
    public void DbProviderFactory_CreateParameter_is_not_null() => Assert.NotNull(Fixture.Factory.CreateParameter());

    [Fact]
    public void DbProviderFactory_CreateDataSource_is_not_null()
    {
        using var source = Fixture.Factory.CreateDataSource(Fixture.ConnectionString);
        using var connection = source.OpenConnection();
        Assert.NotNull(connection);
    }

    [Fact]
    public void DbProviderFactory_CreateBatch_is_not_null()
    {
        Assert.True(Fixture.Factory.CanCreateBatch);
        Assert.NotNull(Fixture.Factory.CreateBatch());
        Assert.NotNull(Fixture.Factory.CreateBatchCommand());
    }

    [Fact]
    [Case("DbProviderFactory_CreateDataSourceEnumerator_is_null", "DbProviderFactory_CanCreateDataSourceEnumerator_is_false")]
    public void DbProviderFactory_CreateDataSourceEnumerator_is_null()
    {
        Assert.Null(Fixture.Factory.CreateDataSourceEnumerator());
        Assert.False(Fixture.Factory.CanCreateDataSourceEnumerator);
    }

    [Fact]
    [Case]
    public void DbProviderFactory_CanCreateCommandBuilder_is_true() => Assert.True(Fixture.Factory.CanCreateCommandBuilder);

    [Fact]
    [Case]
    public void DbProviderFactory_CanCreateDataAdapter_is_true() => Assert.True(Fixture.Factory.CanCreateDataAdapter);

    [Fact]
    [Case("ConnectionString_is_empty_by_default")]
    public void ConnectionStringBuilder_ConnectionString_is_empty_by_default() =>
        Assert.Equal("", Fixture.Factory.CreateConnectionStringBuilder()!.ConnectionString);

    [Fact]
    [Case("ConnectionString_set_to_null_is_empty_string")]
    public void ConnectionStringBuilder_ConnectionString_set_to_null_is_empty_string()
    {
        var builder = Fixture.Factory.CreateConnectionStringBuilder()!;
        builder.ConnectionString = null!;
        Assert.Equal("", builder.ConnectionString);
    }
}
