using System.Collections;
using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;
using Rerun.Data.ConnectionStrings;

namespace Rerun.Data;

/// <summary>Makes and reads connection strings. Keywords and their aliases are matched without case; unknown ones and bad values are refused when set.</summary>
/// <remarks>A keyword whose property is set to its default leaves the string.</remarks>
public sealed class RerunConnectionStringBuilder : DbConnectionStringBuilder
{
    /// <summary>Creates a builder without keywords.</summary>
    public RerunConnectionStringBuilder()
    {
    }

    /// <summary>Creates a builder from a connection string.</summary>
    /// <param name="connectionString">The connection string; null and empty have no keywords.</param>
    /// <exception cref="ArgumentException">A keyword is unknown, a value is not valid, or the text is no connection string.</exception>
    public RerunConnectionStringBuilder(string? connectionString) => ConnectionString = connectionString ?? "";

    /// <summary>
    /// Where the recordings are (<c>Data Source</c>; aliases <c>Server</c>, <c>Host</c>, <c>Url</c>, <c>Address</c>): a folder, one <c>.rrd</c> file,
    /// <c>:memory:</c>, or the URL of a Rerun catalog. Default: empty.
    /// </summary>
    [DisplayName("Data Source")]
    [AllowNull]
    public string DataSource
    {
        get => Get<string>(ConnectionKeywords.DataSource);
        set => Set(ConnectionKeywords.DataSource, value ?? "");
    }

    /// <summary>What may be done to the catalog (<c>Mode</c>). Default: by the kind of data source.</summary>
    [DisplayName("Mode")]
    public RerunOpenMode Mode
    {
        get => Get<RerunOpenMode>(ConnectionKeywords.Mode);
        set => Set(ConnectionKeywords.Mode, value);
    }

    /// <summary>The dataset whose timelines resolve unqualified (<c>Dataset</c>; aliases <c>Database</c>, <c>Initial Catalog</c>). Default: empty, none.</summary>
    [DisplayName("Dataset")]
    [AllowNull]
    public string Dataset
    {
        get => Get<string>(ConnectionKeywords.Dataset);
        set => Set(ConnectionKeywords.Dataset, value ?? "");
    }

    /// <summary>The token that a remote catalog asks for (<c>Token</c>). Default: empty, which means the environment variable <c>REDAP_TOKEN</c>.</summary>
    [DisplayName("Token")]
    [PasswordPropertyText(true)]
    [AllowNull]
    public string Token
    {
        get => Get<string>(ConnectionKeywords.Token);
        set => Set(ConnectionKeywords.Token, value ?? "");
    }

    /// <summary>How long each wait of a command may take, in seconds (<c>Command Timeout</c>); 0 is without limit. Default: 30.</summary>
    [DisplayName("Command Timeout")]
    public int CommandTimeout
    {
        get => Get<int>(ConnectionKeywords.CommandTimeout);
        set => Set(ConnectionKeywords.CommandTimeout, value);
    }

    /// <summary>How long a whole query may take, reading included, in seconds (<c>Query Timeout</c>); 0 is without limit. Default: 0.</summary>
    [DisplayName("Query Timeout")]
    public int QueryTimeout
    {
        get => Get<int>(ConnectionKeywords.QueryTimeout);
        set => Set(ConnectionKeywords.QueryTimeout, value);
    }

    /// <summary>How long opening may take, in seconds (<c>Connect Timeout</c>); 0 is without limit. Default: 15.</summary>
    [DisplayName("Connect Timeout")]
    public int ConnectTimeout
    {
        get => Get<int>(ConnectionKeywords.ConnectTimeout);
        set => Set(ConnectionKeywords.ConnectTimeout, value);
    }

    /// <summary>
    /// The bytes that chunk cache and queries may take together (<c>Memory Limit</c>, also with KB, MB, GB, TB). Default: 0, a quarter of the machine's memory.
    /// </summary>
    [DisplayName("Memory Limit")]
    public long MemoryLimit
    {
        get => Get<long>(ConnectionKeywords.MemoryLimit);
        set => Set(ConnectionKeywords.MemoryLimit, value);
    }

    /// <summary>The number of threads a query may use (<c>Max Parallelism</c>). Default: 0, the number of processors.</summary>
    [DisplayName("Max Parallelism")]
    public int MaxParallelism
    {
        get => Get<int>(ConnectionKeywords.MaxParallelism);
        set => Set(ConnectionKeywords.MaxParallelism, value);
    }

    /// <summary>Whether known quirks of an official release are reproduced (<c>Compatibility</c>). Default: <see cref="CompatibilityMode.Correct"/>.</summary>
    [DisplayName("Compatibility")]
    public CompatibilityMode Compatibility
    {
        get => Get<CompatibilityMode>(ConnectionKeywords.Compatibility);
        set => Set(ConnectionKeywords.Compatibility, value);
    }

    /// <summary>What happens with damaged recordings (<c>Corrupt Files</c>). Default: <see cref="CorruptFiles.Error"/>.</summary>
    [DisplayName("Corrupt Files")]
    public CorruptFiles CorruptFiles
    {
        get => Get<CorruptFiles>(ConnectionKeywords.CorruptFiles);
        set => Set(ConnectionKeywords.CorruptFiles, value);
    }

    /// <summary>What untyped access gives for nanosecond time (<c>Time Values</c>). Default: <see cref="RerunTimeValues.DateTime"/>.</summary>
    [DisplayName("Time Values")]
    public RerunTimeValues TimeValues
    {
        get => Get<RerunTimeValues>(ConnectionKeywords.TimeValues);
        set => Set(ConnectionKeywords.TimeValues, value);
    }

    /// <summary>How component columns appear (<c>List Values</c>). Default: <see cref="RerunListValues.Raw"/>.</summary>
    [DisplayName("List Values")]
    public RerunListValues ListValues
    {
        get => Get<RerunListValues>(ConnectionKeywords.ListValues);
        set => Set(ConnectionKeywords.ListValues, value);
    }

    /// <summary>A file of SQL statements that is run for every data source (<c>Init Script</c>), for example temporary views. Default: empty, none.</summary>
    [DisplayName("Init Script")]
    [AllowNull]
    public string InitScript
    {
        get => Get<string>(ConnectionKeywords.InitScript);
        set => Set(ConnectionKeywords.InitScript, value ?? "");
    }

    /// <summary>Whether the token stays in a connection's connection string after opening (<c>Persist Security Info</c>). Default: false.</summary>
    [DisplayName("Persist Security Info")]
    public bool PersistSecurityInfo
    {
        get => Get<bool>(ConnectionKeywords.PersistSecurityInfo);
        set => Set(ConnectionKeywords.PersistSecurityInfo, value);
    }

    /// <inheritdoc/>
    public override bool IsFixedSize => true;

    /// <summary>The canonical names of all keywords, set or not.</summary>
    public override ICollection Keys => Array.ConvertAll(ConnectionKeywords.All, keyword => keyword.Name);

    /// <summary>The values of all keywords, in the order of <see cref="Keys"/>; an absent keyword has its default.</summary>
    public override ICollection Values => Array.ConvertAll(ConnectionKeywords.All, keyword => Get<object>(keyword));

    /// <summary>The value of a keyword, by its name or an alias. Null takes the keyword out.</summary>
    /// <param name="keyword">The name, in any case.</param>
    /// <exception cref="ArgumentException">The keyword is unknown, or the value is not valid.</exception>
    [AllowNull]
    public override object this[string keyword]
    {
        get => Get<object>(Known(keyword));
        set
        {
            var known = Known(keyword);
            if (value is null)
            {
                base.Remove(known.Name);
                return;
            }

            // The text is kept as given, so that a string reads back as written; only its meaning is checked.
            known.ReadValue(value);
            base[known.Name] = value;
        }
    }

    /// <inheritdoc/>
    public override bool ContainsKey(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return ConnectionKeywords.Find(keyword) is not null;
    }

    /// <inheritdoc/>
    public override bool ShouldSerialize(string keyword) => ConnectionKeywords.Find(keyword) is { } known && base.ShouldSerialize(known.Name);

    /// <summary>Whether another builder says the same: keywords mean the same, however their values are written, and absent ones have their defaults.</summary>
    /// <param name="connectionStringBuilder">The other one.</param>
    public override bool EquivalentTo(DbConnectionStringBuilder connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        return connectionStringBuilder is RerunConnectionStringBuilder other
            && Array.TrueForAll(ConnectionKeywords.All, keyword => Get<object>(keyword).Equals(other.Get<object>(keyword)));
    }

    /// <summary>Takes a keyword out, so that its default holds.</summary>
    /// <param name="keyword">The name or an alias, in any case.</param>
    /// <returns>Whether it was set.</returns>
    public override bool Remove(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return ConnectionKeywords.Find(keyword) is { } known && base.Remove(known.Name);
    }

    /// <inheritdoc/>
    public override bool TryGetValue(string keyword, [NotNullWhen(true)] out object? value)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        var known = ConnectionKeywords.Find(keyword);
        value = known is null ? null : Get<object>(known);
        return known is not null;
    }

    /// <summary>The connection string without what must not be shown.</summary>
    internal string WithoutSecrets()
    {
        var shown = new RerunConnectionStringBuilder(ConnectionString);
        foreach (var keyword in ConnectionKeywords.All)
        {
            if (keyword.IsSecret)
            {
                shown.Remove(keyword.Name);
            }
        }

        return shown.ConnectionString;
    }

    private static ConnectionKeyword Known(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return ConnectionKeywords.Find(keyword) ?? throw new ArgumentException(
            $"Connection string keyword '{keyword}' is not known.{ConnectionKeywords.HintFor(keyword)} " +
            $"Known are: {string.Join(", ", ConnectionKeywords.All.Select(known => known.Name))}.",
            nameof(keyword));
    }

    private T Get<T>(ConnectionKeyword keyword) =>
        (T)(base.TryGetValue(keyword.Name, out var given) ? keyword.ReadValue(given) : keyword.Default);

    private void Set(ConnectionKeyword keyword, object value)
    {
        var typed = keyword.ReadValue(value);
        if (typed.Equals(keyword.Default))
        {
            base.Remove(keyword.Name);
        }
        else
        {
            base[keyword.Name] = typed is string text ? text : Convert.ToString(typed, System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
