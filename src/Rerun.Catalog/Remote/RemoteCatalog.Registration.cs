using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Rerun.Arrow;
using Rerun.Catalog.Remote.Grpc;
using Rerun.Catalog.Remote.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote;

/// <content>Registration, tasks and maintenance.</content>
public sealed partial class RemoteCatalog
{
    // How much later than the time limit of a wait the server may answer.
    private static readonly TimeSpan WaitMargin = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RegisteredRecording>> RegisterAsync(
        Tuid dataset,
        IReadOnlyList<RecordingSource> recordings,
        IfDuplicate ifDuplicate = IfDuplicate.Error,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recordings);

        // Servers from 0.28 on refuse to do nothing.
        if (recordings.Count == 0)
        {
            return [];
        }

        var request = new Wire.RegisterWithDatasetRequest { OnDuplicate = (Wire.IfDuplicateBehavior)(int)ifDuplicate };
        foreach (var recording in recordings)
        {
            request.DataSources.Add(new Wire.DataSource
            {
                StorageUrl = ToUrl(recording.Url),
                Layer = recording.Layer,
                Prefix = recording.IsPrefix,
                Typ = Wire.DataSourceKind.Rrd,
            });
        }

        var rpc = Rpcs.RegisterWithDataset;
        var answer = await _channel.CallAsync(rpc, request, dataset, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => ReadRegistered(DataframeParts.Read(answer.Data, _options.MaxMessageBytes)));
    }

    /// <inheritdoc/>
    public async ValueTask<RecordBatch> QueryTasksAsync(IReadOnlyList<string> tasks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var rpc = Rpcs.QueryTasks;
        var answer = await _channel.CallAsync(rpc, new Wire.QueryTasksRequest { Ids = { tasks.Select(ToTask) } }, null, cancellationToken).ConfigureAwait(false);
        return Read(rpc, () => TaskTable.Read(DataframeParts.Read(answer.Data, _options.MaxMessageBytes)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordBatch> QueryTasksOnCompletionAsync(
        IReadOnlyList<string> tasks, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0)
        {
            yield break;
        }

        var rpc = Rpcs.QueryTasksOnCompletion;
        var request = new Wire.QueryTasksOnCompletionRequest { Ids = { tasks.Select(ToTask) }, Timeout = Duration.FromTimeSpan(timeout) };
        await foreach (var answer in _channel.StreamAsync(rpc, request, null, timeout + WaitMargin, cancellationToken).ConfigureAwait(false))
        {
            yield return Read(rpc, () => TaskTable.Read(DataframeParts.Read(answer.Data, _options.MaxMessageBytes)));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string> DoMaintenanceAsync(Tuid dataset, MaintenanceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var request = new Wire.DoMaintenanceRequest
        {
            OptimizeIndexes = options.OptimizeIndexes,
            RetrainIndexes = options.RetrainIndexes,
            CompactFragments = options.CompactFragments,
            UnsafeAllowRecentCleanup = options.UnsafeAllowRecentCleanup,
        };
        if (options.CleanupBefore is { } before)
        {
            request.CleanupBefore = WireEntries.ToTimestamp(before.Nanoseconds);
        }

        return (await _channel.CallAsync(Rpcs.DoMaintenance, request, dataset, cancellationToken).ConfigureAwait(false)).Report;
    }

    /// <inheritdoc/>
    public async ValueTask DoGlobalMaintenanceAsync(CancellationToken cancellationToken = default) =>
        await _channel.CallAsync(Rpcs.DoGlobalMaintenance, new Wire.DoGlobalMaintenanceRequest(), null, cancellationToken).ConfigureAwait(false);

    private static Wire.TaskId ToTask(string id) => new() { Id = id };

    private static List<RegisteredRecording> ReadRegistered(RecordBatch rows)
    {
        var registered = new List<RegisteredRecording>(rows.Length);
        if (rows.Length == 0)
        {
            return registered;
        }

        var partitions = TableColumns.Text(rows, PartitionIdColumn);
        var layers = TableColumns.Text(rows, "rerun_partition_layer");
        var urls = TableColumns.Text(rows, "rerun_storage_url");
        var tasks = TableColumns.Text(rows, "rerun_task_id");
        for (var row = 0; row < rows.Length; row++)
        {
            registered.Add(new RegisteredRecording(
                partitions.GetString(row) ?? "", layers.GetString(row) ?? "", urls.GetString(row) ?? "", tasks.GetString(row) ?? ""));
        }

        return registered;
    }
}
