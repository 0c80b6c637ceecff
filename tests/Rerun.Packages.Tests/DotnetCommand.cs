using System.Diagnostics;
using System.Text;

namespace Rerun.Packages;

/// <summary>Runs programs as a user does on a shell: without what the surrounding test run has put into the environment.</summary>
internal static class DotnetCommand
{
    // Nodes that stay would hold the pipes open.
    private static readonly (string Name, string Value)[] Settings =
        [("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en")];

    /// <summary>The host that runs this test.</summary>
    public static string Host { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Runs the SDK and gives what it wrote; a failure fails the test with it.</summary>
    public static Task<string> RunAsync(string folder, (string Name, string Value)[] environment, params string[] arguments) =>
        RunAsync(Host, folder, environment, arguments);

    public static async Task<string> RunAsync(string program, string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(IsOfTheTestRun).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Settings.Concat(environment))
        {
            start.Environment[name] = value;
        }

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} gave {process.ExitCode}:\n{output}");
        return output.ToString();

        void Keep(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    private static bool IsOfTheTestRun(string variable) =>
        variable.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
        || variable is "DOTNET_CLI_USE_MSBUILD_SERVER";
}
