using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>Gives types, fields and schemas to others through the C data interface. Who receives one calls its <c>release</c>.</summary>
public static unsafe class CArrowSchemaExporter
{
    internal const long Ordered = 1;
    internal const long Nullable = 2;
    internal const long KeysSorted = 4;

    /// <summary>Fills a structure with a type.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportType(IArrowType type, CArrowSchema* schema)
    {
        ArgumentNullException.ThrowIfNull(type);
        ExportField(new Field("", type, true), schema);
    }

    /// <summary>Fills a structure with a field.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportField(Field field, CArrowSchema* schema)
    {
        ArgumentNullException.ThrowIfNull(field);
        Prepare(schema);
        try
        {
            Fill(schema, field.Name, field.DataType, field.IsNullable, field.Metadata);
        }
        catch
        {
            schema->release(schema);
            throw;
        }
    }

    /// <summary>Fills a structure with a schema, as a struct of its fields.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportSchema(Schema schema, CArrowSchema* out_schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ExportField(new Field("", new StructType(schema.FieldsList), false, schema.Metadata), out_schema);
    }

    private static void Prepare(CArrowSchema* schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema->release != null)
        {
            throw new ArgumentException("The structure holds something that is not released.", nameof(schema));
        }

        *schema = default;
        schema->release = &Release;
    }

    private static void Fill(CArrowSchema* schema, string name, IArrowType type, bool nullable, IReadOnlyDictionary<string, string> metadata)
    {
        schema->format = CText.Write(CFormat.Write(type));
        schema->name = CText.Write(name);
        schema->metadata = CText.WriteMetadata(metadata);
        schema->flags = (nullable ? Nullable : 0)
            | (type is DictionaryType { Ordered: true } ? Ordered : 0)
            | (type is MapType { KeySorted: true } ? KeysSorted : 0);
        if (type is DictionaryType dictionary)
        {
            schema->dictionary = CArrowSchema.Create();
            schema->dictionary->release = &Release;
            Fill(schema->dictionary, "", dictionary.ValueType, true, Field.MetadataOf(null));
        }

        if (type is NestedType { Fields.Count: > 0 } nested)
        {
            schema->children = (CArrowSchema**)NativeMemory.AllocZeroed((nuint)nested.Fields.Count, (nuint)sizeof(CArrowSchema*));
            schema->n_children = nested.Fields.Count;
            for (var i = 0; i < nested.Fields.Count; i++)
            {
                var field = nested.Fields[i];
                schema->children[i] = CArrowSchema.Create();
                schema->children[i]->release = &Release;
                Fill(schema->children[i], field.Name, field.DataType, field.IsNullable, field.Metadata);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowSchema* schema)
    {
        if (schema == null || schema->release == null)
        {
            return;
        }

        NativeMemory.Free(schema->format);
        NativeMemory.Free(schema->name);
        NativeMemory.Free(schema->metadata);
        for (var i = 0; i < schema->n_children; i++)
        {
            CArrowSchema.Free(schema->children[i]);
        }

        NativeMemory.Free(schema->children);
        CArrowSchema.Free(schema->dictionary);
        *schema = default;
    }
}
