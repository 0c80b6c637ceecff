namespace FleetReport.Recordings;

/// <summary>Where the recordings are that come with the repository.</summary>
internal static class SampleData
{
    /// <summary>The folder of recorded drives, found from wherever the program was started.</summary>
    public static string Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var drives = Path.Combine(folder.FullName, "samples", "data", "drives");
                if (Directory.Exists(drives))
                {
                    return drives;
                }
            }

            throw new DirectoryNotFoundException("The folder samples/data/drives is not above the program. Name a folder of recordings as the second argument.");
        }
    }
}
