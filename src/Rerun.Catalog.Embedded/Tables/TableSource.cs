using System.Collections.Immutable;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Folders;

namespace Rerun.Catalog.Embedded.Tables;

/// <summary>A stored table that is to be taken into the catalog: Arrow files, all of one schema.</summary>
/// <param name="Schema">The schema of the first file.</param>
/// <param name="Folder">The folder that was named, or null for a single file.</param>
/// <param name="Files">The files, by name.</param>
internal sealed record TableSource(Schema Schema, string? Folder, ImmutableArray<TableFile> Files)
{
    /// <summary>A folder with this one in it is a Lance table.</summary>
    private const string LanceVersions = "_versions";

    private static readonly string[] Extensions = [".arrow", ".arrows", ".feather", ".ipc"];

    /// <summary>Reads all files of a table.</summary>
    /// <param name="path">A folder or a file.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="RerunNotFoundException">There is nothing of that name.</exception>
    /// <exception cref="RerunException">The folder is a Lance table, or has no Arrow files; or a file is faulty, or of another schema than the first.</exception>
    public static async Task<TableSource> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return await ReadAsync([FileIdentity.Of(path)], folder: null, cancellationToken).ConfigureAwait(false);
        }

        if (!Directory.Exists(path))
        {
            throw new RerunNotFoundException($"There is no folder or file '{path}'.");
        }

        if (IsLance(path))
        {
            throw new RerunException(
                $"'{path}' is a Lance table, which an embedded catalog does not read; it takes folders of Arrow files. A Rerun server serves Lance tables.",
                RerunErrorCode.NotSupported)
            {
                FileName = path,
            };
        }

        var files = ArrowFiles(path);
        return files.Count > 0
            ? await ReadAsync(files, path, cancellationToken).ConfigureAwait(false)
            : throw new RerunException($"The folder '{path}' has no Arrow files ({string.Join(", ", Extensions)}).", RerunErrorCode.InvalidArgument)
            {
                FileName = path,
            };
    }

    /// <summary>Whether some table is stored in a folder.</summary>
    public static bool IsOccupied(string folder) => Directory.Exists(folder) && (IsLance(folder) || ArrowFiles(folder).Count > 0);

    private static bool IsLance(string folder) => Directory.Exists(Path.Combine(folder, LanceVersions));

    private static List<FileIdentity> ArrowFiles(string folder)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFiles()
                    .Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) && !file.Name.StartsWith('.'))
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(FileIdentity.Of),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"The folder '{folder}' cannot be read: {exception.Message}", RerunErrorCode.InputOutput, exception) { FileName = folder };
        }
    }

    private static async Task<TableSource> ReadAsync(List<FileIdentity> files, string? folder, CancellationToken cancellationToken)
    {
        Schema? schema = null;
        var read = ImmutableArray.CreateBuilder<TableFile>(files.Count);
        foreach (var file in files)
        {
            using var stream = ArrowFileStream.Open(file.Path);
            schema ??= stream.Schema;
            if (!IsSame(schema, stream.Schema))
            {
                throw new RerunException(
                    $"'{file.Path}' has the columns {stream.Schema}, but '{files[0].Path}' has {schema}; the files of a table have one schema.",
                    RerunErrorCode.TypeMismatch)
                {
                    FileName = file.Path,
                };
            }

            var rows = 0L;
            while (await stream.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                rows += batch.Length;
            }

            file.RequireUnchanged();
            read.Add(new TableFile(file, rows));
        }

        return new TableSource(schema!, folder, read.ToImmutable());
    }

    private static bool IsSame(Schema first, Schema other) =>
        first.FieldsList.Count == other.FieldsList.Count
        && first.FieldsList.Zip(other.FieldsList).All(pair =>
            pair.First.Name == pair.Second.Name
            && (pair.First.IsNullable || !pair.Second.IsNullable)
            && TypeComparer.Layout.Equals(pair.First.DataType, pair.Second.DataType));
}
