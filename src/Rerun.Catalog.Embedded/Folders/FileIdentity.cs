namespace Rerun.Catalog.Embedded.Folders;

/// <summary>Tells one content of a file from another: a changed file has another identity.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="WriteTime">When it was written last, in nanoseconds since the Unix epoch.</param>
internal sealed record FileIdentity(string Path, long Length, long WriteTime)
{
    private const long Missing = -1;

    /// <summary>Whether there was such a file.</summary>
    public bool Exists => Length != Missing;

    /// <summary>The identity of a file as it is now.</summary>
    /// <exception cref="RerunNotFoundException">There is no such file.</exception>
    public static FileIdentity Of(string path)
    {
        var identity = Of(new FileInfo(path));
        return identity.Exists
            ? identity
            : throw new RerunNotFoundException(
                Directory.Exists(path) ? $"'{path}' is a folder, not a recording." : $"There is no file '{path}'.");
    }

    /// <summary>The identity of a file that a listing of its folder gave; it may be a link that leads nowhere.</summary>
    public static FileIdentity Of(FileInfo file)
    {
        // The listing tells of a link itself; what counts is the file that it leads to.
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return target.Exists
            ? new FileIdentity(file.FullName, target.Length, (target.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100)
            : new FileIdentity(file.FullName, Missing, WriteTime: 0);
    }

    /// <summary>Makes sure that the file still is what it was.</summary>
    /// <exception cref="RerunException">The file has changed or is gone.</exception>
    public void RequireUnchanged()
    {
        var now = Of(new FileInfo(Path));
        if (!now.Exists)
        {
            throw new RerunException($"The file '{Path}' has been removed since it was opened. Open the catalog again.", RerunErrorCode.InputOutput)
            {
                FileName = Path,
            };
        }

        if (now != this)
        {
            throw new RerunException(
                $"The file '{Path}' has changed since it was opened (then {Length} bytes, now {now.Length}). Open the catalog again.",
                RerunErrorCode.InputOutput)
            {
                FileName = Path,
            };
        }
    }
}
