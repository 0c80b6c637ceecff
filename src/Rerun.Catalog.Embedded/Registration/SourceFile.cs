using Rerun.Catalog.Chunks.Rrd;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Registration;

/// <summary>A file to register.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Layer">The layer to register it in.</param>
internal sealed record SourceFile(string Path, string Layer)
{
    private const string RecordingExtension = ".rrd";

    /// <summary>The files that sources name; of a folder all recordings in it and below, in order of their paths.</summary>
    /// <exception cref="RerunException">A URL cannot be read here, or a folder does not exist.</exception>
    public static List<SourceFile> Find(IEnumerable<RecordingSource> sources)
    {
        var files = new List<SourceFile>();
        foreach (var source in sources)
        {
            var path = FileUrls.ToPath(source.Url);
            if (source.IsPrefix)
            {
                files.AddRange(FilesBelow(path).Select(file => new SourceFile(file, source.Layer)));
            }
            else
            {
                files.Add(new SourceFile(path, source.Layer));
            }
        }

        return files;
    }

    private static List<string> FilesBelow(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RerunException(
                File.Exists(folder) ? $"'{folder}' is a file, expected a folder of recordings." : $"There is no folder '{folder}'.",
                RerunErrorCode.InvalidArgument);
        }

        try
        {
            var below = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
            return
            [
                .. Directory.EnumerateFiles(folder, "*", below)
                    .Where(file => System.IO.Path.GetExtension(file) == RecordingExtension)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"The folder '{folder}' cannot be read: {exception.Message}", RerunErrorCode.InputOutput, exception)
            {
                FileName = folder,
            };
        }
    }
}
