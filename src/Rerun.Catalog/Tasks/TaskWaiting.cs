using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Catalog;

/// <summary>Waits for tasks of the catalog, and reads what it tells of them.</summary>
internal static class TaskWaiting
{
    /// <summary>Waits until all tasks have ended.</summary>
    /// <exception cref="TimeoutException">Not all have ended in time.</exception>
    /// <exception cref="RerunException">A task failed, or there is none.</exception>
    public static async ValueTask WaitAsync(ICatalog catalog, IReadOnlyList<string> tasks, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        await foreach (var (task, status, message) in WatchAsync(catalog, tasks, timeout, cancellationToken).ConfigureAwait(false))
        {
            if (status != RegistrationResult.Success)
            {
                failures.Add($"task {task}: {message ?? status}");
            }
        }

        if (failures.Count > 0)
        {
            throw new RerunException(
                $"All tasks have ended, but these failed:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}", RerunErrorCode.InvalidArgument);
        }
    }

    /// <summary>The tasks as they end.</summary>
    public static async IAsyncEnumerable<(string Task, string Status, string? Message)> WatchAsync(
        ICatalog catalog, IReadOnlyList<string> tasks, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        if (tasks.Count == 0)
        {
            throw new RerunException("There are no tasks to wait for: nothing was registered.", RerunErrorCode.InvalidArgument);
        }

        await using var batches = catalog.QueryTasksOnCompletionAsync(tasks, timeout, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(batches, timeout).ConfigureAwait(false))
        {
            var batch = batches.Current;
            var (ids, states, messages) = (batch.Column("task_id"), batch.Column("exec_status"), batch.Column("msgs"));
            for (var row = 0; row < batch.Length; row++)
            {
                yield return (Text(ids, row) ?? "", Text(states, row) ?? "", Text(messages, row));
            }
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<RecordBatch> batches, TimeSpan timeout)
    {
        try
        {
            return await batches.MoveNextAsync().ConfigureAwait(false);
        }
        catch (RerunException error) when (error.ErrorKind == RerunErrorCode.Timeout)
        {
            throw new TimeoutException($"The tasks have not ended within {timeout}; they go on.", error);
        }
    }

    private static string? Text(IArrowArray column, int row) => (column as StringArray)?.GetString(row);
}
