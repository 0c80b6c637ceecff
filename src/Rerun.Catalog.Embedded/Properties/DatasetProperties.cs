using Microsoft.Extensions.Logging;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog.Embedded.Registration;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>The properties of all recordings of a dataset, as columns for its tables.</summary>
internal sealed partial class DatasetProperties
{
    private readonly List<PropertyValue> _firsts;

    private DatasetProperties(List<PropertyValue> firsts) => _firsts = firsts;

    /// <summary>The columns, in order of first appearance; those of one recording by name.</summary>
    public IEnumerable<Field> Fields => _firsts.Select(first => first.Column);

    /// <summary>Reads the properties of the layers.</summary>
    /// <exception cref="RerunException">A file has changed, or a chunk is faulty.</exception>
    public static DatasetProperties Of(IReadOnlyList<RecordingLayer> layers, EmbeddedCatalogOptions options)
    {
        ParallelWork.For(layers.Count, options.MaxParallelism, i => _ = layers[i].Properties);
        var firsts = new List<PropertyValue>();
        var known = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var (name, property) in layer.Properties)
            {
                if (known.TryAdd(name, property.Column))
                {
                    firsts.Add(property);
                }
                else if (!HaveOneType(known[name], property.Column))
                {
                    LogOtherType(options.Logger, layer.Recording.File.Path, name, property.Column.DataType, known[name].DataType);
                }
            }
        }

        return new DatasetProperties(firsts);
    }

    /// <summary>A column per field with a cell per row: the value in the last of the row's layers that states one.</summary>
    public IEnumerable<IArrowArray> Columns(IReadOnlyList<IReadOnlyList<RecordingLayer>> rows) => _firsts.Select(first => PropertyColumn.Build(first, [.. rows.Select(layers => ValueIn(layers, first.Column))]));

    private static IArrowArray? ValueIn(IReadOnlyList<RecordingLayer> layers, Field column)
    {
        for (var i = layers.Count - 1; i >= 0; i--)
        {
            if (layers[i].Properties.TryGetValue(column.Name, out var property) && !property.IsNull && HaveOneType(column, property.Column))
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
