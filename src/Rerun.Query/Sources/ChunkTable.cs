using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Query.Sources;

/// <summary>The chunks of partitions as rows, as the directory tells of them.</summary>
internal static class ChunkTable
{
    private static readonly ListType TextList = new(StringType.Default);

    private static readonly Schema Schema = new(
    [
        new Field("rerun_partition_id", StringType.Default, nullable: false),
        new Field("rerun_partition_layer", StringType.Default, nullable: false),
        new Field("chunk_id", new FixedSizeBinaryType(Tuid.Size), nullable: false),
        new Field("chunk_entity_path", StringType.Default, nullable: false),
        new Field("chunk_is_static", BooleanType.Default, nullable: false),
        new Field("num_rows", Int64Type.Default, nullable: true),
        new Field("num_bytes", Int64Type.Default, nullable: false),
        new Field("timelines", TextList, nullable: true),
        new Field("components", TextList, nullable: true),
    ]);

    /// <summary>A row per chunk, in the directory's order. What the catalog does not tell is null.</summary>
    public static RecordBatch Of(ChunkDirectory directory)
    {
        ChunkInfo[] chunks = [.. directory.Partitions.SelectMany(partition => partition.Chunks)];
        var ids = new FixedSizeBinaryArray.Builder(Tuid.Size);
        Span<byte> id = stackalloc byte[Tuid.Size];
        foreach (ChunkInfo chunk in chunks)
        {
            chunk.Id.Write(id);
            ids.Append(id);
        }

        IArrowArray[] columns =
        [
            Texts(chunks.Select(chunk => chunk.Partition)),
            Texts(chunks.Select(chunk => chunk.Layer)),
            ids.Build(),
            Texts(chunks.Select(chunk => chunk.EntityPath.ToString())),
            new BooleanArray.Builder().AppendRange(chunks.Select(chunk => chunk.IsStatic)).Build(),
            new Int64Array.Builder().AppendRange(chunks.Select(chunk => chunk.RowCount)).Build(),
            new Int64Array.Builder().AppendRange(chunks.Select(chunk => chunk.ByteSize)).Build(),
            Lists(chunks.Select(chunk => chunk.Timelines?.Select(timeline => timeline.Name))),
            Lists(chunks.Select(chunk => chunk.Components)),
        ];
        return new RecordBatch(Schema, columns, chunks.Length);
    }

    private static StringArray Texts(IEnumerable<string> values) => new StringArray.Builder().AppendRange(values).Build();

    private static ListArray Lists(IEnumerable<IEnumerable<string>?> lists)
    {
        var builder = new ListArray.Builder(TextList);
        var items = (StringArray.Builder)builder.ValueBuilder;
        foreach (IEnumerable<string>? list in lists)
        {
            if (list is null)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append();
                items.AppendRange(list);
            }
        }

        return builder.Build();
    }
}
