using System.Diagnostics;
using Rerun.Testing;

namespace Rerun.Catalog.Embedded.Tests.Official;

/// <summary>Runs Python with the official 0.27.3 software, whose server runs in its process.</summary>
internal static class OfficialServer
{
    public static void Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(SharedData.PathOf("rerun", "python"), ["-c", script, .. arguments]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }
}
