using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Support;

/// <summary>A folder that is gone when the test is over.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("rerun-embedded-").FullName;

    public string Path { get; }

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Copies a sample drive, for example <c>drive-001</c>, to a path below the folder.</summary>
    public string Drive(string name, params string[] target) =>
        Copy(System.IO.Path.Combine(SharedData.SampleDrives, name + ".rrd"), target.Length == 0 ? [name + ".rrd"] : target);

    public string Copy(string source, params string[] target)
    {
        var path = At(target);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.Copy(source, path);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
