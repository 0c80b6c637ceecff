using Rerun.Arrow;

namespace Rerun.Catalog;

public partial interface ICatalog
{
    /// <summary>Registers recordings in a dataset. When the call ends, the work may still go on: see <see cref="QueryTasksOnCompletionAsync"/>.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="recordings">What to register, in order.</param>
    /// <param name="ifDuplicate">What happens to layers that exist already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry per partition and layer that is registered.</returns>
    /// <exception cref="RerunAlreadyExistsException">A layer exists already, and that is an error.</exception>
    ValueTask<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset,
        IReadOnlyList<RecordingSource> recordings,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default) => throw NotOffered("registering recordings");

    /// <summary>The state of tasks, a row each, with the schema of an official 0.27.3 server (11 columns, <c>task_id</c> and <c>exec_status</c> among them).</summary>
    /// <param name="tasks">The tasks' ids.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RerunNotFoundException">A task does not exist.</exception>
    ValueTask<RecordBatch> QueryTasksAsync(IReadOnlyList<string> tasks, CancellationToken cancellationToken = default) => throw NotOffered("tasks");

    /// <summary>The state of tasks, as <see cref="QueryTasksAsync"/> gives it, of each as soon as it has ended.</summary>
    /// <param name="tasks">The tasks' ids.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Cancels the stream.</param>
    /// <exception cref="RerunException">The time is up (<see cref="RerunErrorCode.Timeout"/>).</exception>
    IAsyncEnumerable<RecordBatch> QueryTasksOnCompletionAsync(
        IReadOnlyList<string> tasks, TimeSpan timeout, CancellationToken cancellationToken = default) => throw NotOffered("tasks");

    /// <summary>Puts a dataset's storage and indexes in order.</summary>
    /// <param name="dataset">The dataset's id.</param>
    /// <param name="options">What to do.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was done, as text.</returns>
    ValueTask<string> DoMaintenanceAsync(Tuid dataset, MaintenanceOptions options, CancellationToken cancellationToken = default) =>
        throw NotOffered("maintenance");

    /// <summary>Puts what the whole catalog keeps in order.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask DoGlobalMaintenanceAsync(CancellationToken cancellationToken = default) => throw NotOffered("maintenance");
}
