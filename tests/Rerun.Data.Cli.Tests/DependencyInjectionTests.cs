using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Rerun.Testing;

namespace Rerun.Data.Cli;

/// <summary>Data sources and connections from a real container, which the shared framework of the tool brings.</summary>
public sealed class DependencyInjectionTests
{
    private static readonly string Place = $"Data Source={SharedData.SampleDrives}";

    [Fact]
    public async Task One_data_source_and_a_connection_for_each_that_asks()
    {
        await using var services = new ServiceCollection().AddRerunDataSource(Place).BuildServiceProvider();
        var source = services.GetRequiredService<RerunDataSource>();
        Assert.Same(source, services.GetRequiredService<DbDataSource>());
        await using var connection = services.GetRequiredService<RerunConnection>();
        await using var other = services.GetRequiredService<DbConnection>();
        Assert.NotSame(connection, other);
        await other.OpenAsync();
        Assert.Equal(12L, await new RerunCommand("SELECT count(DISTINCT rerun_partition_id) FROM drives.log_time", (RerunConnection)other).ExecuteScalarAsync());
    }

    [Fact]
    public async Task Keys_tell_several_data_sources_apart()
    {
        await using var services = new ServiceCollection()
            .AddRerunDataSource(Place, builder => builder.UseName("drives"), serviceKey: "a")
            .AddRerunDataSource("Data Source=:memory:", (provider, builder) => builder.UseName($"memory {provider is not null}"), serviceKey: "b")
            .BuildServiceProvider();
        Assert.Equal("drives", services.GetRequiredKeyedService<RerunDataSource>("a").Name);
        Assert.Equal("memory True", services.GetRequiredKeyedService<DbDataSource>("b") is RerunDataSource memory ? memory.Name : "");
        Assert.Null(services.GetService<RerunDataSource>());
        await using var connection = services.GetRequiredKeyedService<RerunConnection>("a");
        await connection.OpenAsync();
        Assert.Equal(SharedData.SampleDrives, connection.DataSource);
    }

    [Fact]
    public void A_connection_may_live_as_long_as_its_scope()
    {
        using var services = new ServiceCollection().AddRerunDataSource(Place, connectionLifetime: ServiceLifetime.Scoped).BuildServiceProvider();
        using var scope = services.CreateScope();
        var connection = scope.ServiceProvider.GetRequiredService<RerunConnection>();
        Assert.Same(connection, scope.ServiceProvider.GetRequiredService<DbConnection>());
        connection.Open();
        scope.Dispose();
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }
}
