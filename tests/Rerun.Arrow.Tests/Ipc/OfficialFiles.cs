using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Arrow.Tests.Ipc;

/// <summary>Streams and files that pyarrow wrote, and pyarrow's judgement on ours.</summary>
public sealed class OfficialFiles : IDisposable
{
    private readonly Lazy<string> _folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("arrow-").FullName;
        Run("write", folder);
        return folder;
    });

    public string PathOf(string name) => Path.Combine(_folder.Value, name);

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public void AssertReadsTheSame(byte[] actual, string expected)
    {
        var path = PathOf(Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, actual);
        Run("read", path, PathOf(expected));
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            Directory.Delete(_folder.Value, true);
        }
    }

    private static void Run(params string[] arguments)
    {
        var script = Path.Combine(SharedData.RepositoryRoot, "tests", "Rerun.Arrow.Tests", "Ipc", "official_types.py");
        var start = new ProcessStartInfo(SharedData.PathOf("rerun", "python"), [script, .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }
}
