using Rerun.Server.Grpc;

namespace Rerun.Server.Hosting;

/// <summary>
/// The folders below which clients may name files. What counts is where a path leads once all links are followed, at the time of the call.
/// </summary>
internal sealed class AllowedRoots
{
    private const string FileScheme = "file://";
    private const int MaxLinks = 40;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string[] _roots;

    /// <param name="roots">The folders; none allows nothing.</param>
    public AllowedRoots(IEnumerable<string> roots) => _roots = [.. roots.Select(root => WithSeparator(RealPath(Path.GetFullPath(root))))];

    /// <summary>Whether a URL names a file of this machine.</summary>
    public static bool IsLocalFile(string url) => TryGetPath(url, out _);

    /// <summary>Lets a file URL pass if it leads below a root.</summary>
    /// <exception cref="GrpcException">It does not, or is not the URL of a file of this machine.</exception>
    public void Require(string url)
    {
        if (!TryGetPath(url, out var path))
        {
            throw GrpcException.InvalidArgument($"'{url}' is not the URL of a file of the server's machine (file:///...).");
        }

        RequirePath(path, url);
    }

    /// <summary>Lets a folder's URL pass if it and everything in it, however deep, leads below a root.</summary>
    /// <inheritdoc cref="Require"/>
    public void RequireTree(string url)
    {
        Require(url);
        _ = TryGetPath(url, out var path);
        if (Directory.Exists(path))
        {
            RequireLinksBelow(new DirectoryInfo(path), url, []);
        }
    }

    private static bool TryGetPath(string url, out string path)
    {
        path = "";
        if (!url.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) || url.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        var slash = url.IndexOf('/', FileScheme.Length);
        if (slash < 0 || url[FileScheme.Length..slash] is not ("" or "localhost"))
        {
            return false;
        }

        var unescaped = Uri.UnescapeDataString(url[slash..]);
        if (unescaped.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        path = Path.GetFullPath(OperatingSystem.IsWindows() ? unescaped.TrimStart('/') : unescaped);
        return true;
    }

    private static string WithSeparator(string path) => Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;

    /// <summary>The path without links. What does not exist yet has none.</summary>
    private static string RealPath(string path)
    {
        var links = 0;
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(Parts(path[real.Length..]));
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw GrpcException.InvalidArgument($"'{path}' leads through more than {MaxLinks} links.");
            }

            var full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (var inner in Parts(full[real.Length..]))
            {
                rest.Push(inner);
            }
        }

        return real;

        // The last first, as a stack takes them.
        static IEnumerable<string> Parts(string path) => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
    }

    private void RequirePath(string path, string url)
    {
        var real = WithSeparator(RealPath(path));
        if (!_roots.Any(root => real.StartsWith(root, StringComparison.Ordinal)))
        {
            throw GrpcException.InvalidArgument($"'{url}' does not lie below a folder that this server offers (its roots).");
        }
    }

    private void RequireLinksBelow(DirectoryInfo folder, string url, HashSet<string> linked)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
        {
            if (entry.LinkTarget is not null)
            {
                RequirePath(entry.FullName, url);
            }

            // Links may lead round in a circle.
            if (Directory.Exists(entry.FullName) && (entry.LinkTarget is null || linked.Add(RealPath(entry.FullName))))
            {
                RequireLinksBelow(new DirectoryInfo(entry.FullName), url, linked);
            }
        }
    }
}
