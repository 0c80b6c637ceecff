using System.Runtime.ConstrainedExecution;
using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>An array that another library lent: released when nothing refers to its buffers any more.</summary>
internal sealed unsafe class ImportedArray : CriticalFinalizerObject
{
    private CArrowArray* _array;
    private long _pressure;

    /// <summary>Takes the content of a structure, which counts as released from now on.</summary>
    public ImportedArray(CArrowArray* source)
    {
        _array = CArrowArray.Create();
        *_array = *source;
        source->release = null;
    }

    ~ImportedArray() => Release();

    public CArrowArray* Array => _array;

    /// <summary>Tells the collector how many bytes hang on this small object.</summary>
    public void AddPressure(long bytes)
    {
        if (bytes > 0)
        {
            GC.AddMemoryPressure(bytes);
            _pressure += bytes;
        }
    }

    /// <summary>Releases at once what turned out malformed, so that nothing was handed out.</summary>
    public void Abandon()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_array != null)
        {
            CArrowArray.Free(_array);
            _array = null;
            if (_pressure > 0)
            {
                GC.RemoveMemoryPressure(_pressure);
            }
        }
    }
}
