using Microsoft.Extensions.Logging;
using Rerun.Data.ConnectionStrings;

namespace Rerun.Data;

/// <summary>Makes a data source from a connection string and what no string can say.</summary>
public sealed class RerunDataSourceBuilder
{
    private ILoggerFactory? _loggerFactory;

    /// <summary>Creates a builder.</summary>
    /// <param name="connectionString">The connection string to start from; null is empty.</param>
    /// <exception cref="ArgumentException">The connection string is not valid.</exception>
    public RerunDataSourceBuilder(string? connectionString = null) => ConnectionStringBuilder = new RerunConnectionStringBuilder(connectionString);

    /// <summary>The connection string, for change.</summary>
    public RerunConnectionStringBuilder ConnectionStringBuilder { get; }

    /// <summary>The connection string so far; may hold secrets.</summary>
    public string ConnectionString => ConnectionStringBuilder.ConnectionString;

    /// <summary>The name of the data source in traces, metrics and logs; null for the place of the data.</summary>
    public string? Name { get; set; }

    /// <summary>Sets where logs go.</summary>
    /// <param name="loggerFactory">The factory, or null for none.</param>
    /// <returns>The builder.</returns>
    public RerunDataSourceBuilder UseLoggerFactory(ILoggerFactory? loggerFactory)
    {
        _loggerFactory = loggerFactory;
        return this;
    }

    /// <summary>Makes the data source; the builder can go on to make others.</summary>
    /// <exception cref="InvalidOperationException">The connection string names no data source.</exception>
    public RerunDataSource Build() => ConnectionStringBuilder.DataSource.Length > 0
        ? new RerunDataSource(new ConnectionSettings(ConnectionStringBuilder), name: Name, loggerFactory: _loggerFactory)
        : throw new InvalidOperationException("The connection string names no Data Source.");
}
