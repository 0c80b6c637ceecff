using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;

namespace Rerun.Data.Linq.Tests.Rows;

/// <summary>A recording made for a test: columns of any type on one timeline.</summary>
/// <param name="id">The partition.</param>
/// <param name="times">The index values of its rows, in nanoseconds.</param>
internal sealed class MadeRecording(string id, params long[] times)
{
    private const ulong TimeOfIds = 7;
    private readonly List<Chunk> _chunks = [];
    private ulong _rows;

    /// <summary>Adds a column.</summary>
    /// <param name="entity">Its entity.</param>
    /// <param name="component">Its component, such as <c>Scalars:scalars</c>.</param>
    /// <param name="item">The type of the lists' elements.</param>
    /// <param name="cells">A cell a row: null, the elements as an array of objects, or the only element.</param>
    public MadeRecording Add(string entity, string component, IArrowType item, params object?[] cells)
    {
        var values = new ListArray.Builder(new Field("item", item, true));
        foreach (object? cell in cells)
        {
            Append(values, cell is null or object?[] ? cell : new[] { cell });
        }

        var rowIds = new FixedSizeBinaryArray.Builder(Tuid.Size);
        byte[] bytes = new byte[Tuid.Size];
        var index = new TimestampArray.Builder(new TimestampType(TimeUnit.Nanosecond));
        foreach (long time in times)
        {
            new Tuid(TimeOfIds, ++_rows).Write(bytes);
            rowIds.Append(bytes);
            index.Append(time);
        }

        string[] names = component.Split(':');
        _chunks.Add(new Chunk(
            new Tuid(TimeOfIds, (ulong)_chunks.Count + 1),
            EntityPath.Parse(entity),
            rowIds.Build(),
            [new ChunkTimeline("log_time", IndexKind.Timestamp, index.Build(), true)],
            [new ChunkComponent(new ComponentDescriptor(component, names.Length > 1 ? $"rerun.archetypes.{names[0]}" : null, null), values.Build())]));
        return this;
    }

    /// <summary>Saves it in a folder, as a recording of the dataset that the folder is.</summary>
    public void Save(string folder) => new Recording("made", id, _chunks).Save(Path.Combine(folder, $"{id}.rrd"));

    private static void Append(IArrowArrayBuilder builder, object? value)
    {
        switch (builder, value)
        {
            case (_, null):
                builder.AppendNull();
                break;
            case (ListArray.Builder list, object?[] items):
                list.Append();
                Array.ForEach(items, item => Append(list.ValueBuilder, item));
                break;
            case (FixedSizeListArray.Builder list, object?[] items):
                list.Append();
                Array.ForEach(items, item => Append(list.ValueBuilder, item));
                break;
            case (StructArray.Builder fields, object?[] items):
                fields.Append();
                for (int i = 0; i < items.Length; i++)
                {
                    Append(fields.FieldBuilder(i), items[i]);
                }

                break;
            case (StringArray.Builder texts, string text):
                texts.Append(text);
                break;
            case (BooleanArray.Builder flags, bool flag):
                flags.Append(flag);
                break;
            case (BinaryArray.Builder blobs, byte[] blob):
                blobs.Append(blob);
                break;
            case (FixedSizeBinaryArray.Builder blobs, byte[] blob):
                blobs.Append(blob);
                break;
            default:
                (builder.GetType().GetMethod("Append", [value.GetType()]) ?? throw new ArgumentException($"{value} is no value of {builder.DataType}.")).Invoke(builder, [value]);
                break;
        }
    }
}
