namespace Rerun.Catalog.Embedded.Folders;

/// <summary>Between file URLs and paths. An embedded catalog takes plain paths where a URL stands.</summary>
internal static class FileUrls
{
    /// <summary>The URL of a path.</summary>
    public static string Of(string path)
    {
        // Not through Uri: it would take '#', '?' and '%' in a file's name for its own.
        var parts = path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString);
        return "file://" + (path.StartsWith('/') ? "" : "/") + string.Join('/', parts);
    }

    /// <summary>The full path that a file URL or a plain path names.</summary>
    /// <exception cref="RerunException">It is a URL of another scheme, or of another host.</exception>
    public static string ToPath(string urlOrPath)
    {
        if (urlOrPath.Length == 0)
        {
            throw new RerunException("The URL of the recording is empty.", RerunErrorCode.InvalidArgument);
        }

        var scheme = urlOrPath.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return Path.GetFullPath(urlOrPath);
        }

        if (!urlOrPath.AsSpan(0, scheme).Equals("file", StringComparison.OrdinalIgnoreCase)
            || !Uri.TryCreate(urlOrPath, UriKind.Absolute, out var url)
            || url.Host is not ("" or "localhost"))
        {
            throw new RerunException(
                $"'{urlOrPath}' cannot be read: an embedded catalog takes file:// URLs of this machine, and plain paths.", RerunErrorCode.InvalidArgument);
        }

        // What stands behind the host, unescaped here because Uri.LocalPath mixes up escaped separators.
        var path = Uri.UnescapeDataString(urlOrPath[(urlOrPath.IndexOf('/', scheme + "://".Length) is var slash and >= 0 ? slash : urlOrPath.Length)..]);
        return Path.GetFullPath(OperatingSystem.IsWindows() ? path.TrimStart('/') : path);
    }
}
