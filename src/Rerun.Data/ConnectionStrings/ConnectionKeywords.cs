using System.Collections.Frozen;
using Rerun.Catalog;
using Rerun.Catalog.Dataframes;
using Rerun.Catalog.Embedded;

namespace Rerun.Data.ConnectionStrings;

/// <summary>All keywords of a connection string, in the order in which they are documented.</summary>
internal static class ConnectionKeywords
{
    public static readonly ConnectionKeyword DataSource =
        new("Data Source", ["DataSource", "Server", "Host", "Url", "Address"], "", KeywordValues.Text);

    public static readonly ConnectionKeyword Mode = new("Mode", [], RerunOpenMode.Default, KeywordValues.Choice<RerunOpenMode>);

    public static readonly ConnectionKeyword Dataset = new("Dataset", ["Database", "Initial Catalog"], "", KeywordValues.Text);

    public static readonly ConnectionKeyword Token = new("Token", [], "", KeywordValues.Text) { IsSecret = true };

    public static readonly ConnectionKeyword CommandTimeout = new("Command Timeout", ["CommandTimeout", "Default Command Timeout"], 30, KeywordValues.Seconds);

    public static readonly ConnectionKeyword QueryTimeout = new("Query Timeout", ["QueryTimeout"], 0, KeywordValues.Seconds);

    public static readonly ConnectionKeyword ConnectTimeout =
        new("Connect Timeout", ["ConnectTimeout", "Connection Timeout", "Timeout"], 15, KeywordValues.Seconds);

    public static readonly ConnectionKeyword MemoryLimit = new("Memory Limit", ["MemoryLimit"], 0L, KeywordValues.Bytes);

    public static readonly ConnectionKeyword MaxParallelism = new("Max Parallelism", ["MaxParallelism"], 0, KeywordValues.Parallelism);

    public static readonly ConnectionKeyword Compatibility =
        new("Compatibility", [], CompatibilityMode.Correct, KeywordValues.Choice<CompatibilityMode>);

    public static readonly ConnectionKeyword CorruptFiles =
        new("Corrupt Files", ["CorruptFiles"], Catalog.Embedded.CorruptFiles.Error, KeywordValues.Choice<CorruptFiles>);

    public static readonly ConnectionKeyword TimeValues =
        new("Time Values", ["TimeValues"], RerunTimeValues.DateTime, KeywordValues.Choice<RerunTimeValues>);

    public static readonly ConnectionKeyword ListValues =
        new("List Values", ["ListValues"], RerunListValues.Raw, KeywordValues.Choice<RerunListValues>);

    public static readonly ConnectionKeyword InitScript = new("Init Script", ["InitScript"], "", KeywordValues.Text);

    public static readonly ConnectionKeyword PersistSecurityInfo =
        new("Persist Security Info", ["PersistSecurityInfo"], false, KeywordValues.Boolean);

    public static readonly ConnectionKeyword[] All =
    [
        DataSource, Mode, Dataset, Token, CommandTimeout, QueryTimeout, ConnectTimeout, MemoryLimit, MaxParallelism, Compatibility, CorruptFiles,
        TimeValues, ListValues, InitScript, PersistSecurityInfo,
    ];

    private static readonly FrozenDictionary<string, ConnectionKeyword> ByName = All
        .SelectMany(keyword => keyword.Aliases.Append(keyword.Name), (keyword, name) => (keyword, name))
        .ToFrozenDictionary(pair => pair.name, pair => pair.keyword, StringComparer.OrdinalIgnoreCase);

    /// <summary>The end of the message that a keyword is unknown: what it is called here, or how what it is for is done. Empty if nobody can tell.</summary>
    public static string HintFor(string unknown) => unknown.Trim().ToUpperInvariant() switch
    {
        "PORT" => " The port is part of Data Source: robots.example:51234.",
        "USERNAME" or "USER ID" or "USERID" or "USER" or "UID" or "USER NAME" or "PASSWORD" or "PWD" or "PASSFILE" => " Servers take a Token.",
        "SSLMODE" or "SSL MODE" or "ENCRYPT" => " The scheme of Data Source says it: rerun+https:// or rerun+http://.",
        "POOLING" or "MAX POOL SIZE" or "MIN POOL SIZE" or "MAXIMUM POOL SIZE" or "MINIMUM POOL SIZE" or "MAXPOOLSIZE" or "MINPOOLSIZE" =>
            " There is no pool to set up: connections with one string share what is open.",
        _ => NearestNames.Hint(unknown, ByName.Keys),
    };

    public static ConnectionKeyword? Find(string name) => ByName.GetValueOrDefault(name.Trim());
}
