using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog.Embedded.Tasks;

namespace Rerun.Catalog.Embedded;

/// <content>Registration, its tasks, and maintenance.</content>
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
        return await _registration!
            .RegisterAsync(_entries.Current().Dataset(dataset), recordings, ifDuplicate, cancellationToken)
            .ConfigureAwait(false);
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

    /// <inheritdoc/>
    public async ValueTask<string> DoMaintenanceAsync(Tuid dataset, MaintenanceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var catalogue = RequireWritable();
        var name = _entries.Current().Dataset(dataset).Details.Name;
        if (!options.CompactFragments)
        {
            return $"'{name}': nothing to do.";
        }

        await catalogue.CompactAsync(cancellationToken).ConfigureAwait(false);
        return $"'{name}': the catalogue was compacted.";
    }

    /// <inheritdoc/>
    public async ValueTask DoGlobalMaintenanceAsync(CancellationToken cancellationToken = default) =>
        await RequireWritable().CompactAsync(cancellationToken).ConfigureAwait(false);

    private List<TaskState> FindTasks(IReadOnlyList<string> tasks)
    {
        if (_catalogue is not null)
        {
            return _catalogue.Read(connection => TaskRows.Select(connection, tasks));
        }

        return tasks.Count == 0 ? [] : throw new RerunNotFoundException($"There is no task '{tasks[0]}'.");
    }
}
