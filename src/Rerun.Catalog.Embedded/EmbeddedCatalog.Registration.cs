using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Embedded.Tasks;

namespace Rerun.Catalog.Embedded;

/// <content>Registration and its tasks.</content>
public sealed partial class EmbeddedCatalog
{
    /// <inheritdoc/>
    /// <remarks>
    /// All recordings are registered, or none; when the call has returned, they are durably. Each of their chunks is decoded, so that what is registered is known
    /// to be sound. The files stay where they are; one that changes later cannot be read until it is registered again with <see cref="IfDuplicate.Overwrite"/>.
    /// </remarks>
    public async ValueTask<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset,
        IReadOnlyList<RecordingSource> recordings,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        RequireWritable();
        var entry = _entries.Current().Dataset(dataset);
        var registered = await _registration!.RegisterAsync(entry, recordings, ifDuplicate, cancellationToken).ConfigureAwait(false);

        // The dataset has to learn of its new layers; if another process deletes it at this moment, there is nothing to follow.
        _entries.Current();
        await FollowWithIndexesAsync(entry).ConfigureAwait(false);
        return registered;
    }

    /// <inheritdoc/>
    public ValueTask<RecordBatch> QueryTasksAsync(IReadOnlyList<string> tasks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return new ValueTask<RecordBatch>(TaskTable.Of(FindTasks(tasks)));
    }

    /// <inheritdoc/>
    /// <remarks>A task is recorded when it is over, so there is nothing to wait for.</remarks>
    public async IAsyncEnumerable<RecordBatch> QueryTasksOnCompletionAsync(
        IReadOnlyList<string> tasks, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (tasks.Count > 0)
        {
            yield return await QueryTasksAsync(tasks, cancellationToken).ConfigureAwait(false);
        }
    }

    private List<TaskState> FindTasks(IReadOnlyList<string> tasks)
    {
        if (_catalogue is not null)
        {
            return _catalogue.Read(connection => TaskRows.Select(connection, tasks));
        }

        return tasks.Count == 0 ? [] : throw new RerunNotFoundException($"There is no task '{tasks[0]}'.");
    }
}
