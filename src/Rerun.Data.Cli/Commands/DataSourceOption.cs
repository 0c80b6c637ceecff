using System.CommandLine;

namespace Rerun.Data.Cli.Commands;

/// <summary>The option that names the data source: a connection string, or just its data source.</summary>
internal static class DataSourceOption
{
    private const string EnvironmentVariable = "RERUN_DATA_SOURCE";

    public static Option<string?> Create() => new("--data-source", "-d")
    {
        Description = $"A connection string, or just its data source: a folder, an .rrd file, :memory: or a URL. Default: ${EnvironmentVariable}, else the current folder.",
        HelpName = "DATA_SOURCE",
    };

    /// <summary>The connection string for what was given. A path may hold an equals sign, so what exists as a path is one.</summary>
    public static string ConnectionString(string? given)
    {
        var source = given ?? Environment.GetEnvironmentVariable(EnvironmentVariable) ?? Directory.GetCurrentDirectory();
        return source.Contains('=', StringComparison.Ordinal) && !Path.Exists(source)
            ? source
            : new RerunConnectionStringBuilder { DataSource = source }.ConnectionString;
    }
}
