using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Server.Dialects;
using Rerun.Server.Grpc;
using Rerun.Server.Messages;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>The methods about tasks and maintenance.</summary>
internal sealed class TaskService(ICatalog catalog, FailedTasks failures)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    public async Task<Wire.QueryTasksResponse> QueryAsync(Wire.QueryTasksRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var (known, own) = Split(request.Ids, call.Dialect);
        var tables = new List<RecordBatch>();
        if (own.Count > 0 || known.Count == 0)
        {
            tables.Add(TaskTable.Of(own));
        }

        if (known.Count > 0)
        {
            tables.Add(await QueryAsync(known, call.Dialect, cancellationToken).ConfigureAwait(false));
        }

        return new Wire.QueryTasksResponse { Data = TaskTable.For(call.Dialect, TaskTable.Join(tables)).ToPart() };
    }

    /// <summary>A message whenever some of the tasks have ended.</summary>
    public async IAsyncEnumerable<Wire.QueryTasksOnCompletionResponse> QueryOnCompletionAsync(
        Wire.QueryTasksOnCompletionRequest request, RpcCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (known, own) = Split(request.Ids, call.Dialect);
        if (own.Count > 0 || known.Count == 0)
        {
            yield return ToResponse(TaskTable.Of(own), call.Dialect);
        }

        if (known.Count == 0)
        {
            yield break;
        }

        if (call.Dialect >= Dialect.Segments)
        {
            // Which of them the catalog does not know can only be found out one by one.
            var ended = await QueryAsync(known, call.Dialect, cancellationToken).ConfigureAwait(false);
            var pending = Pending(ended, known);
            if (pending.Count == 0)
            {
                yield return ToResponse(ended, call.Dialect);
                yield break;
            }
        }

        var timeout = request.Timeout is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait.Seconds, 0, (long)Patience.TotalSeconds)) : Patience;
        await foreach (var tasks in catalog.QueryTasksOnCompletionAsync(known, timeout, cancellationToken).ConfigureAwait(false))
        {
            yield return ToResponse(tasks, call.Dialect);
        }
    }

    /// <summary>Asks for tasks to be given up, which no catalog promises to do: work that has begun goes on.</summary>
    public Task<Wire.CancelTasksResponse> CancelAsync(Wire.CancelTasksRequest request, RpcCall call, CancellationToken cancellationToken) =>
        Task.FromResult(new Wire.CancelTasksResponse());

    public async Task<Wire.DoMaintenanceResponse> DoMaintenanceAsync(Wire.DoMaintenanceRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        var dataset = await EntryAddress.DatasetAsync(catalog, call, cancellationToken).ConfigureAwait(false);
        var options = new MaintenanceOptions
        {
            OptimizeIndexes = request.OptimizeIndexes,
            RetrainIndexes = request.RetrainIndexes,
            CompactFragments = request.CompactFragments,
            CleanupBefore = request.CleanupBefore is { } before ? new Timestamp64(WireIds.ToNanoseconds(before)) : null,
            UnsafeAllowRecentCleanup = request.UnsafeAllowRecentCleanup,
        };
        return new Wire.DoMaintenanceResponse { Report = await catalog.DoMaintenanceAsync(dataset, options, cancellationToken).ConfigureAwait(false) };
    }

    public async Task<Wire.DoGlobalMaintenanceResponse> DoGlobalMaintenanceAsync(
        Wire.DoGlobalMaintenanceRequest request, RpcCall call, CancellationToken cancellationToken)
    {
        await catalog.DoGlobalMaintenanceAsync(cancellationToken).ConfigureAwait(false);
        return new Wire.DoGlobalMaintenanceResponse();
    }

    private static Wire.QueryTasksOnCompletionResponse ToResponse(RecordBatch tasks, Dialect dialect) =>
        new() { Data = TaskTable.For(dialect, tasks).ToPart() };

    private static List<string> Pending(RecordBatch tasks, List<string> ids)
    {
        var status = (StringArray)tasks.Column("exec_status");
        return [.. ids.Where((_, row) => row < status.Length && status.GetString(row) == "pending")];
    }

    private (List<string> Known, List<(string Id, string? Failure)> Own) Split(IEnumerable<Wire.TaskId> ids, Dialect dialect)
    {
        var known = new List<string>();
        var own = new List<(string Id, string? Failure)>();
        foreach (var id in dialect < Dialect.Segments ? ids.DistinctBy(id => id.Id) : ids)
        {
            if (failures.Find(id.Id) is { } failure)
            {
                own.Add((id.Id, failure));
            }
            else
            {
                known.Add(id.Id);
            }
        }

        return (known, own);
    }

    /// <summary>Newer servers tell of tasks that they do not know as of those that have ended long ago.</summary>
    private async Task<RecordBatch> QueryAsync(List<string> ids, Dialect dialect, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.QueryTasksAsync(ids, cancellationToken).ConfigureAwait(false);
        }
        catch (RerunNotFoundException) when (dialect >= Dialect.Segments && ids.Count == 1)
        {
            return TaskTable.Of([(ids[0], null)]);
        }
        catch (RerunNotFoundException) when (dialect >= Dialect.Segments)
        {
            var tables = new List<RecordBatch>();
            foreach (var id in ids)
            {
                tables.Add(await QueryAsync([id], dialect, cancellationToken).ConfigureAwait(false));
            }

            return TaskTable.Join(tables);
        }
    }
}
