using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>The table of tasks with the schema of an official 0.27.3 server.</summary>
internal static class TaskTable
{
    private const string Blob = "blob";
    private const string BlobLength = "blob_len";

    /// <summary>Newer servers send a task's data themselves where older ones send their length.</summary>
    public static RecordBatch Read(RecordBatch tasks)
    {
        var index = tasks.Schema.GetFieldIndex(Blob, StringComparer.Ordinal);
        if (index < 0 || tasks.Column(index) is not BinaryArray blobs)
        {
            return tasks;
        }

        var lengths = new UInt64Array.Builder();
        for (var row = 0; row < blobs.Length; row++)
        {
            if (blobs.IsNull(row))
            {
                lengths.AppendNull();
            }
            else
            {
                lengths.Append((ulong)blobs.GetBytes(row).Length);
            }
        }

        var columns = tasks.Arrays.ToArray();
        columns[index] = lengths.Build();
        return new RecordBatch(tasks.Schema.SetField(index, new Field(BlobLength, UInt64Type.Default, nullable: true)), columns, tasks.Length);
    }
}
