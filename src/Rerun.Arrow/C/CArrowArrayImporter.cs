using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>Takes arrays and batches from others through the C data interface, without copying.</summary>
/// <remarks>
/// The structure counts as released at once; what it held is released when nothing refers to the array's buffers any more (see
/// <see cref="ArrowBuffer"/>), on the finalizer's thread. What can be checked is: counts, addresses, offsets, UTF-8. The lengths of buffers are not
/// part of the interface and must be trusted.
/// </remarks>
public static unsafe class CArrowArrayImporter
{
    /// <summary>Takes an array of a type.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="ArrowFormatException">It does not fit the type; it is released.</exception>
    public static IArrowArray ImportArray(CArrowArray* ptr, IArrowType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return ArrowArrayFactory.BuildArray(Import(ptr, type));
    }

    /// <summary>Takes a batch: a struct of its columns.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="ArrowFormatException">It does not fit the schema; it is released.</exception>
    public static RecordBatch ImportRecordBatch(CArrowArray* ptr, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var data = Import(ptr, new StructType(schema.FieldsList));
        if (data.GetNullCount() > 0)
        {
            throw new ArrowFormatException($"A batch has no null rows, but this one has {data.GetNullCount()}.");
        }

        return new RecordBatch(schema, new StructArray(data).Fields, data.Length);
    }

    private static ArrayData Import(CArrowArray* array, IArrowType type)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array->release == null)
        {
            throw new ArgumentException("The structure is released.", nameof(array));
        }

        var owner = new ImportedArray(array);
        try
        {
            var bytes = 0L;
            var data = Read(owner.Array, type, owner, ref bytes);
            ArrayValidator.Validate(data);
            owner.AddPressure(bytes);
            return data;
        }
        catch
        {
            owner.Abandon();
            throw;
        }
    }

    private static ArrayData Read(CArrowArray* array, IArrowType type, ImportedArray owner, ref long bytes)
    {
        if (array == null || array->release == null)
        {
            throw new ArrowFormatException($"An array of type {type} is missing or released.");
        }

        if (array->length is < 0 or >= int.MaxValue || array->offset is < 0 or >= int.MaxValue || array->length + array->offset >= int.MaxValue)
        {
            throw new ArrowFormatException($"An array of {array->length} values from {array->offset} on is not supported.");
        }

        if (array->null_count < -1 || array->null_count > array->length)
        {
            throw new ArrowFormatException($"An array of {array->length} values has {array->null_count} nulls.");
        }

        var fields = type is NestedType nested ? nested.Fields : [];
        if (array->n_children != fields.Count || (fields.Count > 0 && array->children == null))
        {
            throw new ArrowFormatException($"An array of type {type} has {array->n_children} children, expected {fields.Count}.");
        }

        var children = fields.Count == 0 ? [] : new ArrayData[fields.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Read(array->children[i], fields[i].DataType, owner, ref bytes);
        }

        ArrayData? values = null;
        if (type is DictionaryType dictionary)
        {
            values = Read(array->dictionary, dictionary.ValueType, owner, ref bytes);
            ArrayValidator.Validate(values);
        }

        var buffers = ImportedBuffers.Read(array, type, owner);
        foreach (var buffer in buffers)
        {
            bytes += buffer.Length;
        }

        var data = new ArrayData(type, (int)array->length, -1, (int)array->offset, buffers, children, values);
        return array->null_count > 0 && data.GetNullCount() == 0 && !ArrayData.HasNoBitmap(type)
            ? throw new ArrowFormatException($"An array of type {type} has {array->null_count} nulls by its count, but none by its bitmap.")
            : data;
    }
}
