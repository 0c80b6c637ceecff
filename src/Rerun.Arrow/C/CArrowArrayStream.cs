using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>The C stream interface's <c>ArrowArrayStream</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct CArrowArrayStream
{
    /// <summary>Gives the schema; 0 is success, else an errno code.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, CArrowSchema*, int> get_schema;

    /// <summary>Gives the next batch, a released one at the end; 0 is success, else an errno code.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, CArrowArray*, int> get_next;

    /// <summary>What the last error was, UTF-8 that ends with zero; or null. Valid until the next call.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, byte*> get_last_error;

    /// <summary>Ends the stream; null once it is released.</summary>
    public delegate* unmanaged[Cdecl]<CArrowArrayStream*, void> release;

    /// <summary>The maker's own.</summary>
    public void* private_data;

    /// <summary>A new structure of zeros, to be freed by <see cref="Free"/>.</summary>
    public static CArrowArrayStream* Create() => (CArrowArrayStream*)NativeMemory.AllocZeroed((nuint)sizeof(CArrowArrayStream));

    /// <summary>Releases the content if it is not released, and frees what <see cref="Create"/> made.</summary>
    public static void Free(CArrowArrayStream* stream)
    {
        if (stream != null && stream->release != null)
        {
            stream->release(stream);
        }

        NativeMemory.Free(stream);
    }
}
