namespace Rerun.Data.DataSources;

/// <summary>Tells what a <c>Data Source</c> names: memory, a path, or a catalog server.</summary>
internal static class DataSourceLocation
{
    public const string InMemory = ":memory:";

    private static readonly string[] Schemes = ["rerun://", "rerun+http://", "rerun+https://", "http://", "https://"];

    /// <summary>Whether it is a URL with a user's name or password before the host.</summary>
    public static bool HasUserInfo(string dataSource)
    {
        if (dataSource.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var scheme) || !IsRemote(dataSource))
        {
            return false;
        }

        var authority = dataSource.AsSpan(scheme + 3);
        return authority[..(authority.IndexOfAny('/', '?', '#') is >= 0 and var end ? end : authority.Length)].Contains('@');
    }

    /// <summary>Whether it is a server: a URL, or a host with a port where no file or folder of that name is.</summary>
    public static bool IsRemote(string dataSource)
    {
        if (Array.Exists(Schemes, scheme => dataSource.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var colon = dataSource.LastIndexOf(':');
        return colon > 1
            && ushort.TryParse(dataSource.AsSpan(colon + 1), out _)
            && dataSource.AsSpan(0, colon).IndexOfAny('/', '\\') < 0
            && !Path.Exists(dataSource);
    }
}
