namespace Rerun.Testing;

/// <summary>Finds the repository and the optional folder of reference data (recordings, golden answers, official software) beside it.</summary>
public static class SharedData
{
    /// <summary>The repository's root: the folder that holds the solution.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The reference data's folder, or null where there is none. <c>RERUN_SHARED</c> names another place.</summary>
    public static string? Root { get; } = FindShared();

    /// <summary>The recordings that come with the repository; always there.</summary>
    public static string SampleDrives => Path.Combine(RepositoryRoot, "samples", "data", "drives");

    /// <summary>A path below the reference data; only for tests marked <see cref="SharedFactAttribute"/> or <see cref="SharedTheoryAttribute"/>.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new InvalidOperationException("There is no reference data; mark the test [SharedFact]."), .. parts]);

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Rerun.Data.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Rerun.Data.sln above {AppContext.BaseDirectory}.");
    }

    private static string? FindShared()
    {
        var folder = Environment.GetEnvironmentVariable("RERUN_SHARED") ?? Path.Combine(RepositoryRoot, "..", "shared");
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
    }
}
