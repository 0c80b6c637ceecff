using System.Collections.Concurrent;
using System.Diagnostics;

namespace Rerun.Catalog.Embedded.Tests.Processes;

/// <summary>This test project as another process.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly SemaphoreSlim _lines = new(0);
    private readonly ConcurrentQueue<string> _errors = new();

    public ChildProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has said so far; complete once it has ended.</summary>
    public IReadOnlyCollection<string> Said => _said;

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until it has said another line, or has ended.</summary>
    public Task WaitForLineAsync() => Task.WhenAny(_lines.WaitAsync(), _process.WaitForExitAsync());

    /// <summary>Ends it as a crash would: at once, wherever it is.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end, which must be a good one.</summary>
    public async Task SucceedAsync()
    {
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, string.Join('\n', _errors));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        // A line that was cut by the end of the process was not said.
        if (line is not null)
        {
            _said.Enqueue(line);
            _lines.Release();
        }
    }
}
