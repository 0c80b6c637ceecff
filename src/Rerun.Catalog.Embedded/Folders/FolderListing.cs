namespace Rerun.Catalog.Embedded.Folders;

/// <summary>What a folder without a catalogue of its own, or a single recording, holds.</summary>
/// <param name="Datasets">The datasets, by name.</param>
/// <param name="Tables">The tables, by name: Arrow files.</param>
internal sealed record FolderListing(IReadOnlyList<DatasetListing> Datasets, IReadOnlyList<TableListing> Tables)
{
    /// <summary>The layer of recordings that lie directly in their dataset's folder.</summary>
    public const string BaseLayer = "base";

    /// <summary>Lists nothing.</summary>
    public static FolderListing Empty { get; } = new([], []);

    /// <summary>Lists a single recording: a dataset named after it.</summary>
    /// <exception cref="RerunNotFoundException">There is no such file.</exception>
    public static FolderListing OfFile(string path)
    {
        var dataset = new DatasetListing(
            Path.GetFileNameWithoutExtension(path), [new RecordingFile(FileIdentity.Of(Path.GetFullPath(path)), BaseLayer)], []);
        return new FolderListing([dataset], []);
    }

    /// <summary>
    /// Lists a folder. Recordings directly in it form a dataset named after it; otherwise each sub-folder with recordings is a dataset.
    /// Sub-folders of a dataset's folder are its layers; nothing deeper is read. Arrow files in the folder are tables.
    /// </summary>
    /// <exception cref="RerunException">The folder cannot be read, or two entries would have one name.</exception>
    public static FolderListing OfFolder(string path)
    {
        try
        {
            var root = new DirectoryInfo(Path.GetFullPath(path));
            List<DatasetListing> datasets = [];
            if (DatasetIn(root) is { } own)
            {
                datasets.Add(own);
            }
            else
            {
                datasets.AddRange(SubFolders(root).Select(DatasetIn).OfType<DatasetListing>());
            }

            TableListing[] tables =
            [
                .. Files(root, ".arrow").Select(file => new TableListing(Path.GetFileNameWithoutExtension(file.Path), file)),
            ];
            RequireDistinctNames(datasets, tables);
            return new FolderListing(datasets, tables);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RerunException($"The folder '{path}' cannot be read: {exception.Message}", RerunErrorCode.InputOutput, exception)
            {
                FileName = path,
            };
        }
    }

    private static DatasetListing? DatasetIn(DirectoryInfo folder)
    {
        var recordings = Files(folder, ".rrd");
        if (recordings.Count == 0)
        {
            return null;
        }

        RecordingFile[] all =
        [
            .. recordings.Select(file => new RecordingFile(file, BaseLayer)),
            .. SubFolders(folder).SelectMany(layer => Files(layer, ".rrd").Select(file => new RecordingFile(file, layer.Name))),
        ];
        RecordingFile[] blueprints = [.. Files(folder, ".rbl").Select(file => new RecordingFile(file, BaseLayer))];
        var name = folder.Parent is null ? "recordings" : folder.Name;
        return new DatasetListing(name, all, blueprints);
    }

    private static List<FileIdentity> Files(DirectoryInfo folder, string extension) =>
    [
        .. folder.EnumerateFiles()
            .Where(file => file.Extension.Equals(extension, StringComparison.OrdinalIgnoreCase) && IsVisible(file))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(FileIdentity.Of),
    ];

    private static IEnumerable<DirectoryInfo> SubFolders(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(IsVisible).OrderBy(sub => sub.Name, StringComparer.Ordinal);

    private static bool IsVisible(FileSystemInfo entry) => !entry.Name.StartsWith('.');

    private static void RequireDistinctNames(List<DatasetListing> datasets, TableListing[] tables)
    {
        foreach (var table in tables)
        {
            if (datasets.FirstOrDefault(dataset => dataset.Name == table.Name) is { } dataset)
            {
                throw new RerunAlreadyExistsException(
                    $"The table '{table.File.Path}' and the dataset of '{dataset.Recordings[0].File.Path}' would both be named '{table.Name}'.");
            }
        }
    }
}
