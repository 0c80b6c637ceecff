using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Rerun.Testing;

namespace Rerun.Packages;

/// <summary>
/// The packages, packed once from the sources into a folder of its own: nothing is read from, or written to, what the surrounding build makes. A version of
/// its own keeps them apart from released ones.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public static readonly string[] Libraries =
        ["Rerun.Arrow", "Rerun.Catalog", "Rerun.Catalog.Embedded", "Rerun.Query", "Rerun.Data", "Rerun.Data.Linq", "Rerun.Server"];

    public const string Tool = "rerun-data";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rerun-packages-");

    public string Version { get; } = $"0.1.0-packed.{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where the packages are: a NuGet source.</summary>
    public string Source => Folder("packages");

    /// <summary>A folder below the temporary one.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    /// <summary>The NuGet settings of a project outside: the local source beside the ones that the machine has.</summary>
    public string WriteNuGetSettings(string folder, bool isLocalOnly = false)
    {
        var path = Path.Combine(folder, "nuget.config");
        File.WriteAllText(path, $"""
            <configuration>
              <packageSources>{(isLocalOnly ? "<clear />" : "")}<add key="packed" value="{Source}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        return path;
    }

    /// <summary>The settings that keep the installed packages out of the machine's own folder, from which others are taken without fetching them again.</summary>
    public (string Name, string Value)[] OwnPackages => [("NUGET_PACKAGES", Folder("installed"))];

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Source, $"{id}.{Version}.{extension}"));

    public async Task InitializeAsync()
    {
        var projects = Path.Combine(Folder("filter"), "Packages.slnf");
        await File.WriteAllTextAsync(projects, JsonSerializer.Serialize(new
        {
            solution = new
            {
                path = Path.Combine(SharedData.RepositoryRoot, "Rerun.Data.sln"),
                projects = Libraries.Append("Rerun.Data.Cli").Select(project => $@"src\{project}\{project}.csproj"),
            },
        }));

        // Analysis has its place in the ordinary build.
        await DotnetCommand.RunAsync(
            SharedData.RepositoryRoot, [], "pack", projects, "--nologo", "--verbosity", "quiet", "--artifacts-path", Folder("artifacts"), "--output", Source,
            $"-p:Version={Version}", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false");
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
