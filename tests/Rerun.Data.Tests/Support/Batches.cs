using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Tests.Support;

/// <summary>Makes record batches and readers over them with little ceremony.</summary>
internal static class Batches
{
    public static RecordBatch Of(params (string Name, IArrowArray Array)[] columns) => new(
        new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true))),
        columns.Select(column => column.Array),
        columns[0].Array.Length);

    public static RecordBatch Of(Field field, IArrowArray array) => new(new Schema([field]), [array], array.Length);

    public static RerunDataReader Reader(params RecordBatch[] batches) => RerunDataReader.FromArrow(new FakeStream(batches[0].Schema, batches));

    /// <summary>A reader over one column, on its first row.</summary>
    public static RerunDataReader OnFirstRow(IArrowArray array, RerunTimeValues time = RerunTimeValues.DateTime)
    {
        var batch = Of(("value", array));
        var reader = RerunDataReader.FromArrow(new FakeStream(batch.Schema, [batch]), time);
        Assert.True(reader.Read());
        return reader;
    }

    public static Int64Array Longs(params long?[] values)
    {
        var builder = new Int64Array.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    public static Int32Array Ints(params int?[] values)
    {
        var builder = new Int32Array.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    public static DoubleArray Doubles(params double?[] values)
    {
        var builder = new DoubleArray.Builder();
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    public static StringArray Texts(params string?[] values)
    {
        var builder = new StringArray.Builder();
        builder.AppendRange(values);
        return builder.Build();
    }

    public static TimestampArray Timestamps(TimestampType type, params long?[] values)
    {
        var builder = new TimestampArray.Builder(type);
        foreach (var value in values)
        {
            builder.Append(value);
        }

        return builder.Build();
    }

    /// <summary>Lists of integers; null is a null list.</summary>
    public static ListArray Lists(params int?[]?[] lists) => Lists(nullableItems: true, lists);

    public static ListArray Lists(bool nullableItems, params int?[]?[] lists)
    {
        var builder = new ListArray.Builder(new Field("item", Int32Type.Default, nullableItems));
        var items = (Int32Array.Builder)builder.ValueBuilder;
        foreach (var list in lists)
        {
            if (list is null)
            {
                builder.AppendNull();
                continue;
            }

            builder.Append();
            foreach (var item in list)
            {
                items.Append(item);
            }
        }

        return builder.Build();
    }
}
