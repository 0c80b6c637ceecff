using System.Diagnostics;

namespace Rerun.Data.Cli;

/// <summary>Runs the tool as a user does: as a process of its own.</summary>
internal static class RerunDataTool
{
    public sealed record Outcome(int ExitStatus, byte[] Output, string Errors)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Output);
    }

    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync(input: null, arguments);

    public static async Task<Outcome> RunAsync(string? input, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rerun-data.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, output.ToArray(), await errors);
    }
}
