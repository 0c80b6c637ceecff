using System.Collections;
using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>The work of a registration: its tasks, each once, and what they register. Mirrors <c>rerun.catalog.Tasks</c>.</summary>
public sealed class RegistrationTasks : IReadOnlyList<RegistrationTask>
{
    private readonly ICatalog _catalog;
    private readonly RegistrationTask[] _tasks;

    internal RegistrationTasks(ICatalog catalog, IReadOnlyList<RegisteredRecording> results)
    {
        _catalog = catalog;
        Results = results;
        _tasks =
        [
            .. results.Select(result => result.TaskId)
                .Where(id => id.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select(id => new RegistrationTask(catalog, id)),
        ];
    }

    /// <summary>What is registered: an item per partition and layer, with URL and task. The official client does not tell.</summary>
    public IReadOnlyList<RegisteredRecording> Results { get; }

    /// <summary>The number of tasks; several recordings may share one. Mirrors <c>len(tasks)</c>.</summary>
    public int Count => _tasks.Length;

    /// <summary>A task. Mirrors <c>tasks[i]</c>.</summary>
    /// <param name="index">The task, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public RegistrationTask this[int index] =>
        (uint)index < (uint)_tasks.Length ? _tasks[index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {_tasks.Length} tasks.");

    private string[] Ids => Array.ConvertAll(_tasks, task => task.Id);

    /// <summary>Waits until all work has ended. Mirrors <c>Tasks.wait</c>.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait; the work goes on.</param>
    /// <exception cref="TimeoutException">The work has not ended in time; it goes on.</exception>
    /// <exception cref="RerunException">A task failed (the message has a line for each), or there is no task.</exception>
    public ValueTask WaitAllAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TaskWaiting.WaitAsync(_catalog, Ids, timeout, cancellationToken);

    /// <inheritdoc cref="WaitAllAsync"/>
    public void WaitAll(TimeSpan timeout) => Blocking.Wait(() => WaitAllAsync(timeout));

    /// <summary>Tells of each task as it ends, successful or not.</summary>
    /// <param name="timeout">How long to wait for the last.</param>
    /// <param name="cancellationToken">Ends the stream; the work goes on.</param>
    /// <exception cref="TimeoutException">The work has not ended in time; it goes on.</exception>
    /// <exception cref="RerunException">There is no task.</exception>
    public async IAsyncEnumerable<RegistrationResult> WatchAsync(
        TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (task, status, message) in TaskWaiting.WatchAsync(_catalog, Ids, timeout, cancellationToken).ConfigureAwait(false))
        {
            yield return new RegistrationResult(task, status, message, [.. Results.Where(result => result.TaskId == task)]);
        }
    }

    /// <inheritdoc cref="WatchAsync"/>
    public IEnumerable<RegistrationResult> Watch(TimeSpan timeout) => Blocking.Enumerate(WatchAsync(timeout));

    /// <summary>The state of all tasks, a row each. Mirrors <c>Tasks.status_table</c>.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A table with <c>task_id</c>, <c>exec_status</c>, <c>msgs</c> and eight more columns.</returns>
    public ValueTask<RecordBatch> GetStatusAsync(CancellationToken cancellationToken = default) => _catalog.QueryTasksAsync(Ids, cancellationToken);

    /// <inheritdoc cref="GetStatusAsync"/>
    public RecordBatch GetStatus() => Blocking.Wait(() => GetStatusAsync());

    /// <summary>The tasks.</summary>
    public IEnumerator<RegistrationTask> GetEnumerator() => ((IEnumerable<RegistrationTask>)_tasks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _tasks.GetEnumerator();
}
