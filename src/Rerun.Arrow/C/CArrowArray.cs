using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>The C data interface's <c>ArrowArray</c>: buffers and children, in memory that belongs to whoever made it until <c>release</c> is called.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CArrowArray
{
    /// <summary>The number of values.</summary>
    public long length;

    /// <summary>The number of nulls, or -1.</summary>
    public long null_count;

    /// <summary>Where the first value stands in the buffers.</summary>
    public long offset;

    /// <summary>The number of buffers.</summary>
    public long n_buffers;

    /// <summary>The number of children.</summary>
    public long n_children;

    /// <summary>The buffers; or null.</summary>
    public byte** buffers;

    /// <summary>The children; or null.</summary>
    public CArrowArray** children;

    /// <summary>A dictionary's values; or null.</summary>
    public CArrowArray* dictionary;

    /// <summary>Frees the structure; null once it is released.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArray*, void> release;

    /// <summary>The maker's own.</summary>
    public void* private_data;

    /// <summary>A new structure of zeros, to be freed by <see cref="Free"/>.</summary>
    public static CArrowArray* Create() => (CArrowArray*)NativeMemory.AllocZeroed((nuint)sizeof(CArrowArray));

    /// <summary>Releases the content if it is not released, and frees what <see cref="Create"/> made.</summary>
    public static void Free(CArrowArray* array)
    {
        if (array != null && array->release != null)
        {
            array->release(array);
        }

        NativeMemory.Free(array);
    }
}
