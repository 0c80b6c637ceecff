using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Server.Dialects;

namespace Rerun.Server.Messages;

/// <summary>The table of tasks. Clients check its columns one by one, so each dialect gets exactly its own.</summary>
internal static class TaskTable
{
    private const string Success = "success";
    private const string Failed = "failed";
    private const string SizeColumn = "blob_len";

    private static readonly TimestampType Time = new(TimeUnit.Nanosecond);
    private static readonly Field Blob = new("blob", BinaryType.Default, nullable: true);

    private static readonly Schema Schema = new(
    [
        new Field("task_id", StringType.Default, nullable: false),
        new Field("kind", StringType.Default, nullable: true),
        new Field("data", StringType.Default, nullable: true),
        new Field("exec_status", StringType.Default, nullable: false),
        new Field("msgs", StringType.Default, nullable: true),
        new Field(SizeColumn, UInt64Type.Default, nullable: true),
        new Field("lease_owner", StringType.Default, nullable: true),
        new Field("lease_expiration", Time, nullable: true),
        new Field("attempts", UInt8Type.Default, nullable: false),
        new Field("creation_time", Time, nullable: true),
        new Field("last_update_time", Time, nullable: true),
    ]);

    /// <summary>Rows of tasks that have ended.</summary>
    /// <param name="tasks">The ids, each with what went wrong, or null.</param>
    public static RecordBatch Of(IReadOnlyCollection<(string Id, string? Failure)> tasks)
    {
        var ids = new StringArray.Builder();
        var status = new StringArray.Builder();
        var messages = new StringArray.Builder();
        var attempts = new UInt8Array.Builder();
        foreach (var (id, failure) in tasks)
        {
            ids.Append(id);
            status.Append(failure is null ? Success : Failed);
            messages.Append(failure);
            attempts.Append((byte)1);
        }

        var count = tasks.Count;
        return new RecordBatch(
            Schema,
            [
                ids.Build(), Nulls(1), Nulls(2), status.Build(), messages.Build(), Nulls(5), Nulls(6), Nulls(7), attempts.Build(), Nulls(9), Nulls(10),
            ],
            count);

        IArrowArray Nulls(int column) => NullArrays.Create(Schema.FieldsList[column].DataType, count);
    }

    /// <summary>The rows of several tables of tasks.</summary>
    public static RecordBatch Join(IReadOnlyList<RecordBatch> tables)
    {
        if (tables.Count == 1)
        {
            return tables[0];
        }

        return new RecordBatch(
            Schema,
            Schema.FieldsList.Select((_, i) => ArrowArrayConcatenator.Concatenate([.. tables.Select(table => table.Column(i))])),
            tables.Sum(table => table.Length));
    }

    /// <summary>A table of tasks as a client of the dialect expects it.</summary>
    public static RecordBatch For(Dialect dialect, RecordBatch tasks)
    {
        var column = tasks.Schema.GetFieldIndex(SizeColumn);
        if (dialect < Dialect.Newest || column < 0)
        {
            return tasks;
        }

        var columns = tasks.Arrays.ToArray();
        columns[column] = NullArrays.Create(Blob.DataType, tasks.Length);
        return new RecordBatch(tasks.Schema.SetField(column, Blob), columns, tasks.Length);
    }
}
