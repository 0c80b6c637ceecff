using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Server.Dialects;

namespace Rerun.Server.Messages;

/// <summary>What registering answers: a row per recording and layer.</summary>
internal static class RegistrationTable
{
    private const string RecordingType = "rrd";

    private static readonly Schema Partitions = SchemaOf("partition");
    private static readonly Schema Segments = SchemaOf("segment");

    public static RecordBatch Of(IReadOnlyCollection<RegisteredRecording> recordings, Dialect dialect)
    {
        var partitions = new StringArray.Builder();
        var layers = new StringArray.Builder();
        var types = new StringArray.Builder();
        var urls = new StringArray.Builder();
        var tasks = new StringArray.Builder();
        foreach (var recording in recordings)
        {
            partitions.Append(recording.PartitionId);
            layers.Append(recording.Layer);
            types.Append(RecordingType);
            urls.Append(recording.Url);
            tasks.Append(recording.TaskId);
        }

        return new RecordBatch(
            dialect >= Dialect.Segments ? Segments : Partitions,
            [partitions.Build(), layers.Build(), types.Build(), urls.Build(), tasks.Build()],
            recordings.Count);
    }

    private static Schema SchemaOf(string recording) => new(
    [
        new Field($"rerun_{recording}_id", StringType.Default, nullable: false),
        new Field($"rerun_{recording}_layer", StringType.Default, nullable: false),
        new Field($"rerun_{recording}_type", StringType.Default, nullable: false),
        new Field("rerun_storage_url", StringType.Default, nullable: false),
        new Field("rerun_task_id", StringType.Default, nullable: false),
    ]);
}
