using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog.Remote.Grpc;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>
/// The tables that servers answer with, in the terms of 0.27: where servers from 0.28 on say segment, the columns say partition.
/// </summary>
internal static class TableColumns
{
    private const string Segment = "_segment_";
    private const string Partition = "_partition_";
    private static readonly string[] Prefixes = ["rerun", "chunk"];

    /// <summary>A column's name as servers from 0.28 on have it.</summary>
    public static string ToSegment(string name) => Replace(name, Partition, Segment);

    /// <summary>A column's name as servers up to 0.27 have it.</summary>
    public static string ToPartition(string name) => Replace(name, Segment, Partition);

    public static Schema ToPartition(Schema schema) =>
        new(schema.FieldsList.Select(field => field.WithName(ToPartition(field.Name))), schema.Metadata);

    public static RecordBatch ToPartition(RecordBatch batch) => batch.WithSchema(ToPartition(batch.Schema));

    /// <summary>Several batches as one; their schemas must agree.</summary>
    /// <exception cref="AnswerFormatException">There is no batch, or they do not agree.</exception>
    public static RecordBatch Join(List<RecordBatch> batches)
    {
        if (batches.Count <= 1)
        {
            return batches.Count == 1 ? batches[0] : throw new AnswerFormatException("the answer holds no record batch, expected one");
        }

        var schema = batches[0].Schema;
        var columns = new IArrowArray[schema.FieldsList.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var field = schema.FieldsList[i];
            columns[i] = ArrowArrayConcatenator.Concatenate([.. batches.Select(batch => Column(batch, field.Name))]);
        }

        return new RecordBatch(schema, columns, batches.Sum(batch => batch.Length));
    }

    /// <summary>A column by its name of 0.27 or the later one, or null.</summary>
    public static IArrowArray? Find(RecordBatch batch, string name)
    {
        var index = batch.Schema.GetFieldIndex(name, StringComparer.Ordinal);
        index = index >= 0 ? index : batch.Schema.GetFieldIndex(ToSegment(name), StringComparer.Ordinal);
        return index >= 0 ? batch.Column(index) : null;
    }

    /// <summary>A column of text, even if it came as a dictionary.</summary>
    /// <exception cref="AnswerFormatException">There is no such column.</exception>
    public static StringArray Text(RecordBatch batch, string name) => Find(batch, name) switch
    {
        StringArray text => text,
        DictionaryArray { Data.DataType: DictionaryType { ValueType: StringType } } coded => (StringArray)Plain(coded),
        _ => throw new AnswerFormatException($"the answer lacks the text column '{name}'"),
    };

    /// <summary>A column of a type.</summary>
    /// <exception cref="AnswerFormatException">There is no such column.</exception>
    public static T Require<T>(RecordBatch batch, string name)
        where T : class, IArrowArray =>
        Find(batch, name) as T ?? throw new AnswerFormatException($"the answer lacks the column '{name}', or it is of another type");

    /// <summary>The values of a dictionary-encoded column one by one.</summary>
    public static IArrowArray Plain(DictionaryArray coded)
    {
        var positions = new int[coded.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = coded.GetDictionaryIndex(i);
        }

        return ArraySelection.Take(coded.Dictionary, positions);
    }

    private static IArrowArray Column(RecordBatch batch, string name) =>
        batch.Schema.GetFieldIndex(name, StringComparer.Ordinal) is var index and >= 0
            ? batch.Column(index)
            : throw new AnswerFormatException($"a later part of the answer lacks the column '{name}'");

    private static string Replace(string name, string from, string to) =>
        Array.Exists(Prefixes, prefix => name.StartsWith(prefix + from, StringComparison.Ordinal)) ? name.Replace(from, to, StringComparison.Ordinal) : name;
}
