using System.Collections.Concurrent;

namespace Rerun.Server.Services;

/// <summary>Tasks that exist on the wire only, to tell newer clients what went wrong.</summary>
internal sealed class FailedTasks
{
    // Clients ask at once; the oldest are let go.
    private const int MaxCount = 10_000;

    private readonly ConcurrentDictionary<string, string> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>Keeps what went wrong.</summary>
    /// <returns>The id of the task.</returns>
    public string Add(string message)
    {
        var id = $"task_{Guid.NewGuid():N}";
        _messages[id] = message;
        _order.Enqueue(id);
        while (_messages.Count > MaxCount && _order.TryDequeue(out var oldest))
        {
            _messages.TryRemove(oldest, out _);
        }

        return id;
    }

    /// <summary>What went wrong with a task, or null where it is none of these.</summary>
    public string? Find(string id) => _messages.GetValueOrDefault(id);
}
