using Rerun.Data.Specification.Fixture;

namespace Rerun.Data.Specification.Cases;

public abstract class FactoryCases(ISpecificationFixture fixture) : SpecificationCases(fixture)
{
    [Fact]
    public void DbProviderFactory_CreateConnection_is_not_null() => Assert.NotNull(Fixture.Factory.CreateConnection());

    [Fact]
    public void DbProviderFactory_CreateCommand_is_not_null() => Assert.NotNull(Fixture.Factory.CreateCommand());

    [Fact]
    public void DbProviderFactory_CreateCommandBuilder_is_not_null() => Assert.NotNull(Fixture.Factory.CreateCommandBuilder());

    [Fact]
    public void DbProviderFactory_CreateConnectionStringBuilder_is_not_null() => Assert.NotNull(Fixture.Factory.CreateConnectionStringBuilder());

    [Fact]
    public void DbProviderFactory_CreateDataAdapter_is_not_null() => Assert.NotNull(Fixture.Factory.CreateDataAdapter());

    [Fact]
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
    public void DbProviderFactory_CreateDataSourceEnumerator_is_null()
    {
        Assert.Null(Fixture.Factory.CreateDataSourceEnumerator());
        Assert.False(Fixture.Factory.CanCreateDataSourceEnumerator);
    }

    [Fact]
    public void DbProviderFactory_CanCreateCommandBuilder_is_true() => Assert.True(Fixture.Factory.CanCreateCommandBuilder);

    [Fact]
    public void DbProviderFactory_CanCreateDataAdapter_is_true() => Assert.True(Fixture.Factory.CanCreateDataAdapter);

    [Fact]
    public void ConnectionStringBuilder_ConnectionString_is_empty_by_default() =>
        Assert.Equal("", Fixture.Factory.CreateConnectionStringBuilder()!.ConnectionString);

    [Fact]
    public void ConnectionStringBuilder_ConnectionString_set_to_null_is_empty_string()
    {
        var builder = Fixture.Factory.CreateConnectionStringBuilder()!;
        builder.ConnectionString = null!;
        Assert.Equal("", builder.ConnectionString);
    }
}
