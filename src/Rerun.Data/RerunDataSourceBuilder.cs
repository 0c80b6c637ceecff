using Microsoft.Extensions.Logging;
using Rerun.Data.ConnectionStrings;
using Rerun.Data.DataSources;
using Rerun.Data.Diagnostics;

namespace Rerun.Data;

/// <summary>Makes a data source from a connection string and what no string can say.</summary>
public sealed class RerunDataSourceBuilder
{
    private ILoggerFactory? _loggerFactory;
    private TellingOptions _telling = TellingOptions.Default;
    private ServerAccess _access = ServerAccess.Default;

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

    /// <summary>Names the data source; see <see cref="Name"/>.</summary>
    /// <param name="name">The name, or null for the place of the data.</param>
    /// <returns>The builder.</returns>
    public RerunDataSourceBuilder UseName(string? name)
    {
        Name = name;
        return this;
    }

    /// <summary>Sets where the token of a server comes from, when the connection string has none: asked for every call, so that tokens may expire.</summary>
    /// <param name="provider">Gives the token, or null for the environment variable <c>REDAP_TOKEN</c>; should keep what it has, as it is asked often.</param>
    /// <returns>The builder.</returns>
    public RerunDataSourceBuilder UseTokenProvider(Func<CancellationToken, ValueTask<string?>> provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _access = _access with { TokenProvider = provider };
        return this;
    }

    /// <summary>Sets how often a call of a server is tried when the connection breaks. Only calls that read are, and only before their first answer.</summary>
    /// <param name="maxAttempts">How often at most, 1 to 10; 1 is never again. Default: 3.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not within its range.</exception>
    public RerunDataSourceBuilder ConfigureRetry(int maxAttempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxAttempts, 10);
        _access = _access with { MaxAttempts = maxAttempts };
        return this;
    }

    /// <summary>Filters, names and enriches the spans of traces.</summary>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public RerunDataSourceBuilder ConfigureTracing(Action<RerunTracingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var tracing = new RerunTracingOptions();
        configure(tracing);
        _telling = _telling with { Tracing = tracing };
        return this;
    }

    /// <summary>Logs the values of parameters with the text of a command. They may be secret: off unless asked for.</summary>
    /// <param name="isEnabled">Whether to.</param>
    /// <returns>The builder.</returns>
    public RerunDataSourceBuilder EnableParameterLogging(bool isEnabled = true)
    {
        _telling = _telling with { LogsParameters = isEnabled };
        return this;
    }

    /// <summary>Makes the data source; the builder can go on to make others.</summary>
    /// <exception cref="InvalidOperationException">The connection string names no data source.</exception>
    public RerunDataSource Build() => ConnectionStringBuilder.DataSource.Length > 0
        ? new RerunDataSource(new ConnectionSettings(ConnectionStringBuilder), name: Name, loggerFactory: _loggerFactory, telling: _telling, access: _access)
        : throw new InvalidOperationException("The connection string names no Data Source.");
}
