using Microsoft.Extensions.Logging;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>The properties of all recordings of a dataset, as columns for its tables.</summary>
internal sealed partial class DatasetProperties
{
    private readonly Dictionary<RecordingLayer, SortedDictionary<string, PropertyValue>> _byLayer;
    private readonly List<PropertyValue> _firsts;

    private DatasetProperties(Dictionary<RecordingLayer, SortedDictionary<string, PropertyValue>> byLayer, List<PropertyValue> firsts)
    {
        _byLayer = byLayer;
        _firsts = firsts;
    }

    /// <summary>The columns, in order of first appearance; those of one recording by name.</summary>
    public IEnumerable<Field> Fields => _firsts.Select(first => first.Column);

    /// <summary>Reads the properties of the layers.</summary>
    /// <exception cref="RerunException">A file has changed, or a chunk is faulty.</exception>
    public static DatasetProperties Of(IReadOnlyList<RecordingLayer> layers, EmbeddedCatalogOptions options)
    {
        var read = new SortedDictionary<string, PropertyValue>[layers.Count];
        ParallelWork.For(layers.Count, options.MaxParallelism, i => read[i] = LayerProperties.Read(layers[i]));
        var byLayer = new Dictionary<RecordingLayer, SortedDictionary<string, PropertyValue>>();
        var firsts = new List<PropertyValue>();
        var known = new Dictionary<string, Field>(StringComparer.Ordinal);
        for (var i = 0; i < read.Length; i++)
        {
            byLayer.Add(layers[i], read[i]);
            foreach (var (name, property) in read[i])
            {
                if (known.TryAdd(name, property.Column))
                {
                    firsts.Add(property);
                }
                else if (!HaveOneType(known[name], property.Column))
                {
                    LogOtherType(options.Logger, layers[i].Recording.File.Path, name, property.Column.DataType, known[name].DataType);
                }
            }
        }

        return new DatasetProperties(byLayer, firsts);
    }

    /// <summary>A column per field with a cell per row: the value in the last of the row's layers that states one.</summary>
    public IEnumerable<IArrowArray> Columns(IReadOnlyList<IReadOnlyList<RecordingLayer>> rows) => _firsts.Select(first => Column(first, rows));

    private ListArray Column(PropertyValue first, IReadOnlyList<IReadOnlyList<RecordingLayer>> rows)
    {
        var offsets = new ArrowBuffer.Builder<int>(rows.Count + 1).Append(0);
        var validity = new ArrowBuffer.BitmapBuilder(rows.Count);

        // The first one is there for the type alone, so that there is something to join.
        var items = new List<IArrowArray> { ArrowArrayFactory.Slice(first.Items, 0, 0) };
        var end = 0;
        foreach (var layers in rows)
        {
            var value = ValueIn(layers, first.Column);
            validity.Append(value is not null);
            if (value is not null)
            {
                items.Add(value);
                end = checked(end + value.Length);
            }

            offsets.Append(end);
        }

        var type = (ListType)first.Column.DataType;
        var joined = ArrowArrayConcatenator.Concatenate(items).Data.WithType(type.ValueDataType);
        return new ListArray(new ArrayData(type, rows.Count, validity.UnsetBitCount, 0, [validity.Build(), offsets.Build()], [joined]));
    }

    private IArrowArray? ValueIn(IReadOnlyList<RecordingLayer> layers, Field column)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            if (_byLayer[layers[i]].TryGetValue(column.Name, out var property) && !property.IsNull && HaveOneType(column, property.Column))
            {
                return property.Items;
            }
        }

        return null;
    }

    private static bool HaveOneType(Field known, Field other) => TypeComparer.Layout.Equals(known.DataType, other.DataType);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Path}: the property '{Name}' is of type {Type}, that of another recording {Expected}; the tables show it as null.")]
    private static partial void LogOtherType(ILogger logger, string path, string name, IArrowType type, IArrowType expected);
}
