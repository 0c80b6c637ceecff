using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Tables;

namespace Rerun.Catalog.Embedded.Tasks;

/// <summary>The table of tasks with the schema of an official 0.27.3 server.</summary>
internal static class TaskTable
{
    private static readonly Schema Columns = new(
    [
        new Field("task_id", StringType.Default, nullable: false),
        new Field("kind", StringType.Default, nullable: true),
        new Field("data", StringType.Default, nullable: true),
        new Field("exec_status", StringType.Default, nullable: false),
        new Field("msgs", StringType.Default, nullable: true),
        new Field("blob_len", UInt64Type.Default, nullable: true),
        new Field("lease_owner", StringType.Default, nullable: true),
        new Field("lease_expiration", TableTypes.Time, nullable: true),
        new Field("attempts", UInt8Type.Default, nullable: false),
        new Field("creation_time", TableTypes.Time, nullable: true),
        new Field("last_update_time", TableTypes.Time, nullable: true),
    ]);

    /// <summary>A row per task. As on that server, what is nullable is null but for messages.</summary>
    public static RecordBatch Of(IReadOnlyCollection<TaskState> tasks)
    {
        var ids = new StringArray.Builder();
        var status = new StringArray.Builder();
        var messages = new StringArray.Builder();
        var attempts = new UInt8Array.Builder();
        var texts = new StringArray.Builder();
        var lengths = new UInt64Array.Builder();
        var times = new TimestampArray.Builder(TableTypes.Time);
        foreach (var task in tasks)
        {
            ids.Append(task.Id);
            status.Append(task.Status);
            messages.Append(task.Message);
            attempts.Append(1);
            texts.AppendNull();
            lengths.AppendNull();
            times.AppendNull();
        }

        var (nullText, nullTime) = (texts.Build(), times.Build());
        return new RecordBatch(
            Columns,
            [ids.Build(), nullText, nullText, status.Build(), messages.Build(), lengths.Build(), nullText, nullTime, attempts.Build(), nullTime, nullTime],
            tasks.Count);
    }
}
