using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>The C data interface's <c>ArrowSchema</c>: a type, a field or a schema, in memory that belongs to whoever made it until <c>release</c> is called.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CArrowSchema
{
    /// <summary>The type, as a UTF-8 format text that ends with zero.</summary>
    public byte* format;

    /// <summary>The field's name, UTF-8 that ends with zero; or null.</summary>
    public byte* name;

    /// <summary>The metadata, in the interface's own encoding; or null.</summary>
    public byte* metadata;

    /// <summary>1: a dictionary's order means something; 2: nullable; 4: a map's keys are in order.</summary>
    public long flags;

    /// <summary>The number of children.</summary>
    public long n_children;

    /// <summary>The children; or null.</summary>
    public CArrowSchema** children;

    /// <summary>The type of a dictionary's values; or null.</summary>
    public CArrowSchema* dictionary;

    /// <summary>Frees the structure; null once it is released.</summary>
    public delegate* unmanaged[Cdecl]<CArrowSchema*, void> release;

    /// <summary>The maker's own.</summary>
    public void* private_data;

    /// <summary>A new structure of zeros, to be freed by <see cref="Free"/>.</summary>
    public static CArrowSchema* Create() => (CArrowSchema*)NativeMemory.AllocZeroed((nuint)sizeof(CArrowSchema));

    /// <summary>Releases the content if it is not released, and frees what <see cref="Create"/> made.</summary>
    public static void Free(CArrowSchema* schema)
    {
        if (schema != null && schema->release != null)
        {
            schema->release(schema);
        }

        NativeMemory.Free(schema);
    }
}
