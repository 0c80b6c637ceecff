namespace Rerun.Catalog.Embedded.Folders;

/// <summary>Tells one content of a file from another: a changed file has another identity.</summary>
/// <param name="Path">The file's full path.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="WriteTime">When it was written last, in nanoseconds since the Unix epoch.</param>
internal sealed record FileIdentity(string Path, long Length, long WriteTime)
{
    /// <summary>The identity of a file as it is now.</summary>
    /// <exception cref="RerunNotFoundException">There is no such file.</exception>
    public static FileIdentity Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? Of(file)
            : throw new RerunNotFoundException(
                Directory.Exists(path) ? $"'{path}' is a folder, not a recording." : $"There is no file '{path}'.");
    }

    /// <summary>The identity of a file that a listing of its folder gave.</summary>
    public static FileIdentity Of(FileInfo file)
    {
        // The listing tells of a link itself; what counts is the file that it leads to.
        var target = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return new FileIdentity(file.FullName, target.Length, (target.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100);
    }

    /// <summary>Makes sure that the file still is what it was.</summary>
    /// <exception cref="RerunException">The file has changed or is gone.</exception>
    public void RequireUnchanged()
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
        {
            throw new RerunException($"The file '{Path}' has been removed since it was opened. Open the catalog again.", RerunErrorCode.InputOutput)
            {
                FileName = Path,
            };
        }

        var now = Of(file);
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
