using Rerun.Arrow;

namespace Rerun.Server.Messages;

/// <summary>The columns that were renamed when partitions became segments.</summary>
internal static class SegmentNames
{
    private const string Partition = "_partition_";
    private const string Segment = "_segment_";

    // A property of a user may have the word in its name.
    private static readonly string[] Columns = ["rerun_partition_id", "rerun_partition_layer"];

    /// <summary>The table with the newer names.</summary>
    public static RecordBatch Of(RecordBatch table) => table.WithSchema(Of(table.Schema));

    /// <summary>The schema with the newer names.</summary>
    public static Schema Of(Schema schema) => new(
        schema.FieldsList.Select(field => Columns.Contains(field.Name) ? field.WithName(ToSegment(field.Name)) : field), schema.Metadata);

    /// <summary>The older name of a column that a client names.</summary>
    public static string ToPartition(string name) =>
        name.Replace(Segment, Partition, StringComparison.Ordinal) is var older && Columns.Contains(older) ? older : name;

    private static string ToSegment(string name) => name.Replace(Partition, Segment, StringComparison.Ordinal);
}
