using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Rerun.Data;

/// <summary>Registers data sources and connections for dependency injection.</summary>
public static class RerunServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="RerunDataSource"/> (one for all) and a <see cref="RerunConnection"/> (one for each that asks), also under their base types.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="configure">Says what no string can; gets the service provider. Null for nothing.</param>
    /// <param name="connectionLifetime">How long a connection lives.</param>
    /// <param name="dataSourceLifetime">How long the data source lives.</param>
    /// <param name="serviceKey">The key to register under, or null for none.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddRerunDataSource(
        this IServiceCollection services,
        string connectionString,
        Action<IServiceProvider, RerunDataSourceBuilder>? configure = null,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient,
        ServiceLifetime dataSourceLifetime = ServiceLifetime.Singleton,
        object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(connectionString);

        Add<RerunDataSource>(dataSourceLifetime, provider =>
        {
            var builder = new RerunDataSourceBuilder(connectionString).UseLoggerFactory(provider.GetService<ILoggerFactory>());
            configure?.Invoke(provider, builder);
            return builder.Build();
        });
        Add<DbDataSource>(dataSourceLifetime, Get<RerunDataSource>);
        Add<RerunConnection>(connectionLifetime, provider => Get<RerunDataSource>(provider).CreateConnection());
        Add<DbConnection>(connectionLifetime, Get<RerunConnection>);
        return services;

        void Add<T>(ServiceLifetime lifetime, Func<IServiceProvider, T> create)
            where T : class =>
            services.TryAdd(serviceKey is null
                ? new ServiceDescriptor(typeof(T), create, lifetime)
                : new ServiceDescriptor(typeof(T), serviceKey, (provider, _) => create(provider), lifetime));

        T Get<T>(IServiceProvider provider)
            where T : class =>
            serviceKey is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(serviceKey);
    }

    /// <inheritdoc cref="AddRerunDataSource(IServiceCollection, string, Action{IServiceProvider, RerunDataSourceBuilder}, ServiceLifetime, ServiceLifetime, object)"/>
    public static IServiceCollection AddRerunDataSource(
        this IServiceCollection services,
        string connectionString,
        Action<RerunDataSourceBuilder> configure,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient,
        ServiceLifetime dataSourceLifetime = ServiceLifetime.Singleton,
        object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddRerunDataSource(connectionString, (_, builder) => configure(builder), connectionLifetime, dataSourceLifetime, serviceKey);
    }
}
