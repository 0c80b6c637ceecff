using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Query.Sources;

/// <summary>Search indexes as rows.</summary>
internal static class IndexTable
{
    /// <summary>The columns.</summary>
    public static Schema Schema { get; } = new(
    [
        new Field("column_name", StringType.Default, nullable: false),
        new Field("time_index", StringType.Default, nullable: false),
        new Field("index_kind", StringType.Default, nullable: false),
        new Field("store_position", BooleanType.Default, nullable: true),
        new Field("base_tokenizer", StringType.Default, nullable: true),
        new Field("num_partitions", Int32Type.Default, nullable: true),
        new Field("target_partition_num_rows", Int32Type.Default, nullable: true),
        new Field("num_sub_vectors", Int32Type.Default, nullable: true),
        new Field("distance_metric", StringType.Default, nullable: true),
        new Field("statistics", StringType.Default, nullable: true),
        new Field("memory_used", Int64Type.Default, nullable: true),
    ]);

    /// <summary>A row per index, in their order. What a kind of index does not have is null.</summary>
    public static RecordBatch Of(IReadOnlyList<IndexInfo> indexes)
    {
        FullTextIndexProperties?[] texts = [.. indexes.Select(index => index.Config.Properties as FullTextIndexProperties)];
        VectorIndexProperties?[] vectors = [.. indexes.Select(index => index.Config.Properties as VectorIndexProperties)];
        IArrowArray[] columns =
        [
            Texts(indexes.Select(index => ComponentColumnDescriptor.NameOf(index.Config.Column.EntityPath, index.Config.Column.Component.Component))),
            Texts(indexes.Select(index => index.Config.TimeIndex)),
            Texts(indexes.Select(index => KindOf(index.Config.Properties))),
            Flags(texts.Select(text => text?.StorePosition)),
            Texts(texts.Select(text => text?.BaseTokenizer)),
            Numbers(vectors.Select(vector => vector?.NumPartitions)),
            Numbers(vectors.Select(vector => vector?.TargetPartitionNumRows)),
            Numbers(vectors.Select(vector => vector?.NumSubVectors)),
            Texts(vectors.Select(vector => vector?.DistanceMetric.ToString())),
            Texts(indexes.Select(index => index.StatisticsJson)),
            new Int64Array.Builder().AppendRange(indexes.Select(index => index.MemoryUsed)).Build(),
        ];
        return new RecordBatch(Schema, columns, indexes.Count);
    }

    /// <summary>The word for a kind of index.</summary>
    public static string KindOf(IndexProperties properties) => properties switch
    {
        FullTextIndexProperties => "fts",
        VectorIndexProperties => "vector",
        _ => "btree",
    };

    private static StringArray Texts(IEnumerable<string?> values) => new StringArray.Builder().AppendRange(values).Build();

    private static BooleanArray Flags(IEnumerable<bool?> values)
    {
        var builder = new BooleanArray.Builder();
        foreach (bool? value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    private static Int32Array Numbers(IEnumerable<int?> values) => new Int32Array.Builder().AppendRange(values).Build();
}
