using System.Globalization;

namespace Rerun.Server.Dialects;

/// <summary>Reads a client's version as its header states it: <c>name/major.minor.patch</c>.</summary>
internal static class ClientVersion
{
    // Its releases have numbers of their own.
    private const string OwnClient = "rerun-data/";
    private const int FirstWithSegments = 28;
    private const int FirstNewest = 34;

    /// <summary>The dialect of a client; that of 0.27 where the client does not say which release it is.</summary>
    /// <param name="header">The header's value, or null.</param>
    public static Dialect DialectOf(string? header)
    {
        var slash = header?.LastIndexOf('/') ?? -1;
        if (header is null || slash < 0)
        {
            return Dialect.Partitions;
        }

        if (header.StartsWith(OwnClient, StringComparison.Ordinal))
        {
            return Dialect.Own;
        }

        var version = header.AsSpan(slash + 1);
        Span<Range> parts = stackalloc Range[3];
        var count = version.Split(parts, '.');
        if (count < 2 || !TryParse(version[parts[0]], out var major) || !TryParse(version[parts[1]], out var minor))
        {
            return Dialect.Partitions;
        }

        return major > 0 || minor >= FirstNewest ? Dialect.Newest : minor >= FirstWithSegments ? Dialect.Segments : Dialect.Partitions;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
