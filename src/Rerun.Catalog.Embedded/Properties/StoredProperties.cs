using Rerun.Arrow;
using Rerun.Arrow.Ipc;

namespace Rerun.Catalog.Embedded.Properties;

/// <summary>The properties of a layer as the catalogue keeps them: an Arrow stream with one row.</summary>
internal static class StoredProperties
{
    /// <summary>The bytes of properties, or null if there are none.</summary>
    public static byte[]? Write(SortedDictionary<string, PropertyValue> properties)
    {
        if (properties.Count == 0)
        {
            return null;
        }

        var batch = new RecordBatch(
            new Schema(properties.Values.Select(property => property.Column)),
            properties.Values.Select(property => PropertyColumn.Build(property, [property.IsNull ? null : property.Items])),
            1);
        return ArrowStreamWriter.Serialize(batch.Schema, batch);
    }

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    /// <exception cref="RerunException">The bytes are damaged.</exception>
    public static SortedDictionary<string, PropertyValue> Read(byte[]? bytes)
    {
        var properties = new SortedDictionary<string, PropertyValue>(StringComparer.Ordinal);
        if (bytes is null)
        {
            return properties;
        }

        try
        {
            using var reader = new ArrowStreamReader(bytes);
            var batch = reader.ReadNextRecordBatch() ?? throw new ArrowFormatException("a row is missing.");
            for (var i = 0; i < batch.ColumnCount; i++)
            {
                var (field, lists) = (batch.Schema.GetFieldByIndex(i), (ListArray)batch.Column(i));
                properties[field.Name] = lists.IsNull(0)
                    ? new PropertyValue(field, ArrowArrayFactory.Slice(lists.Values, 0, 0), IsNull: true)
                    : new PropertyValue(field, lists.GetSlicedValues(0)!, IsNull: false);
            }

            return properties;
        }
        catch (ArrowFormatException cause)
        {
            throw new RerunException($"The catalogue's properties of a recording are damaged: {cause.Message}", RerunErrorCode.CorruptData, cause);
        }
    }
}
