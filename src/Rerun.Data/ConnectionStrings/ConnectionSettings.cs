using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Data.DataSources;
using Rerun.Data.Values;

namespace Rerun.Data.ConnectionStrings;

/// <summary>What a connection string says, read once.</summary>
internal sealed record ConnectionSettings
{
    public static readonly ConnectionSettings Default = new(new RerunConnectionStringBuilder());

    public ConnectionSettings(RerunConnectionStringBuilder builder)
    {
        ConnectionString = builder.ConnectionString;
        ShownConnectionString = builder.PersistSecurityInfo ? ConnectionString : builder.WithoutSecrets();
        DataSource = builder.DataSource;
        if (DataSourceLocation.HasUserInfo(DataSource))
        {
            // What stands there may be a secret, so it is not repeated.
            throw new ArgumentException("The Data Source holds a user's name or password; a catalog server takes a token, see the keyword Token.", nameof(builder));
        }

        Mode = builder.Mode;
        Dataset = builder.Dataset;
        Token = builder.Token;
        CommandTimeout = builder.CommandTimeout;
        QueryTimeout = builder.QueryTimeout;
        ConnectTimeout = builder.ConnectTimeout;
        MemoryLimit = builder.MemoryLimit;
        MaxParallelism = builder.MaxParallelism;
        Compatibility = builder.Compatibility;
        CorruptFiles = builder.CorruptFiles;
        InitScript = builder.InitScript;
        ReaderOptions = new ReaderOptions(builder.TimeValues, builder.ListValues);
    }

    /// <summary>The whole string, normalised: canonical keywords, values as given. May hold secrets.</summary>
    public string ConnectionString { get; }

    /// <summary>The string as shown after opening.</summary>
    public string ShownConnectionString { get; }

    public string DataSource { get; }

    public RerunOpenMode Mode { get; }

    public string Dataset { get; }

    /// <summary>What a server asks for, or nothing. Never shown.</summary>
    public string Token { get; }

    public int CommandTimeout { get; }

    public int QueryTimeout { get; }

    public int ConnectTimeout { get; }

    public long MemoryLimit { get; }

    public int MaxParallelism { get; }

    public CompatibilityMode Compatibility { get; }

    public CorruptFiles CorruptFiles { get; }

    public string InitScript { get; }

    public ReaderOptions ReaderOptions { get; }

    /// <summary>The string as shown after opening: a record's own text would have the token.</summary>
    public override string ToString() => ShownConnectionString;

    /// <summary>Why statements that change the catalog are refused, or null if they are not.</summary>
    public string? ChangeRefusal =>
        Mode == RerunOpenMode.ReadOnly ? "The connection string says Mode=ReadOnly: statements that change the catalog are refused." : null;
}
