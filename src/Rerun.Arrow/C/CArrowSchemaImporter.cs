using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>Takes types, fields and schemas from others through the C data interface. What is taken is copied, and the structure released.</summary>
public static unsafe class CArrowSchemaImporter
{
    private const int MaxDepth = 64;
    private const int MaxChildren = 1 << 20;

    /// <summary>Takes a type.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="ArrowFormatException">It describes no type, or one that is not supported.</exception>
    public static IArrowType ImportType(CArrowSchema* ptr) => ImportField(ptr).DataType;

    /// <summary>Takes a field.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="ArrowFormatException">It describes no type, or one that is not supported.</exception>
    public static Field ImportField(CArrowSchema* ptr)
    {
        ArgumentNullException.ThrowIfNull(ptr);
        if (ptr->release == null)
        {
            throw new ArgumentException("The structure is released.", nameof(ptr));
        }

        try
        {
            return Read(ptr, 0);
        }
        finally
        {
            ptr->release(ptr);
        }
    }

    /// <summary>Takes a schema: a struct of its fields.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="ArrowFormatException">It describes no struct, or one that is not supported.</exception>
    public static Schema ImportSchema(CArrowSchema* ptr)
    {
        var field = ImportField(ptr);
        return field.DataType is StructType type
            ? new Schema(type.Fields, field.Metadata)
            : throw new ArrowFormatException($"A schema is a struct of its fields, not {field.DataType}.");
    }

    private static Field Read(CArrowSchema* schema, int depth)
    {
        if (schema == null || schema->release == null)
        {
            throw new ArrowFormatException("A child of the type is missing or released.");
        }

        if (schema->format == null)
        {
            throw new ArrowFormatException("The format of a type is missing.");
        }

        if (depth > MaxDepth)
        {
            throw new ArrowFormatException($"The type is nested more than {MaxDepth} deep.");
        }

        if (schema->n_children is < 0 or > MaxChildren || (schema->n_children > 0 && schema->children == null))
        {
            throw new ArrowFormatException($"A type has {schema->n_children} children{(schema->children == null ? " at no address" : "")}.");
        }

        var children = new Field[schema->n_children];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = Read(schema->children[i], depth + 1);
        }

        var type = CFormat.Read(CText.Read(schema->format), children, (schema->flags & CArrowSchemaExporter.KeysSorted) != 0);
        if (schema->dictionary != null)
        {
            var values = Read(schema->dictionary, depth + 1).DataType;
            type = type is IntegralType
                ? new DictionaryType(type, values, (schema->flags & CArrowSchemaExporter.Ordered) != 0)
                : throw new ArrowFormatException($"A dictionary's index type is an integer type, not {type}.");
        }

        return new Field(
            CText.Read(schema->name), type, (schema->flags & CArrowSchemaExporter.Nullable) != 0, CText.ReadMetadata(schema->metadata));
    }
}
