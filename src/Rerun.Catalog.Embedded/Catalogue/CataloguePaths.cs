namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>How a catalogue names files: those in its folder relative to it, so that the folder can be moved as a whole, others by their full path.</summary>
internal sealed class CataloguePaths(string? folder)
{
    private readonly string? _prefix = folder is null ? null : folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;

    public string ToStored(string path) =>
        _prefix is not null && path.StartsWith(_prefix, StringComparison.Ordinal)
            ? path[_prefix.Length..].Replace(Path.DirectorySeparatorChar, '/')
            : path;

    public string FromStored(string stored) =>
        _prefix is null || Path.IsPathFullyQualified(stored) ? stored : _prefix + stored.Replace('/', Path.DirectorySeparatorChar);
}
