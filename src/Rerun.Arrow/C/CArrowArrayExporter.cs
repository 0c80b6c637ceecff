using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>Gives arrays and batches to others through the C data interface, without copying. Who receives one calls its <c>release</c>.</summary>
/// <remarks>What is given stays alive, and does not move, until it is released. Only buffers at odd addresses are copied: others may not read those.</remarks>
public static unsafe class CArrowArrayExporter
{
    /// <summary>Fills a structure with an array.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportArray(IArrowArray array, CArrowArray* out_array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Export(array.Data, out_array);
    }

    /// <summary>Fills a structure with a batch, as a struct of its columns.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportRecordBatch(RecordBatch batch, CArrowArray* out_array)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var type = new StructType([.. batch.Schema.FieldsList]);
        Export(new ArrayData(type, batch.Length, 0, 0, [ArrowBuffer.Empty], [.. batch.Arrays.Select(array => array.Data)]), out_array);
    }

    private static void Export(ArrayData data, CArrowArray* array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array->release != null)
        {
            throw new ArgumentException("The structure holds something that is not released.", nameof(array));
        }

        *array = default;
        array->release = &Release;
        try
        {
            Fill(array, data);
        }
        catch
        {
            array->release(array);
            throw;
        }
    }

    private static void Fill(CArrowArray* array, ArrayData data)
    {
        array->length = data.Length;
        array->null_count = data.GetNullCount();
        array->offset = data.Offset;
        var pins = new ExportedBuffers(data);
        array->private_data = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(pins));
        array->n_buffers = pins.Count;
        array->buffers = pins.Pin();
        if (data.Dictionary is { } dictionary)
        {
            array->dictionary = CArrowArray.Create();
            array->dictionary->release = &Release;
            Fill(array->dictionary, dictionary);
        }

        if (data.Children.Length > 0)
        {
            array->children = (CArrowArray**)NativeMemory.AllocZeroed((nuint)data.Children.Length, (nuint)sizeof(CArrowArray*));
            array->n_children = data.Children.Length;
            for (var i = 0; i < data.Children.Length; i++)
            {
                array->children[i] = CArrowArray.Create();
                array->children[i]->release = &Release;
                Fill(array->children[i], data.Children[i]);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowArray* array)
    {
        if (array == null || array->release == null)
        {
            return;
        }

        for (var i = 0; i < array->n_children; i++)
        {
            CArrowArray.Free(array->children[i]);
        }

        NativeMemory.Free(array->children);
        CArrowArray.Free(array->dictionary);
        if (array->private_data != null)
        {
            var handle = GCHandle.FromIntPtr((nint)array->private_data);
            ((ExportedBuffers)handle.Target!).Free();
            handle.Free();
        }

        *array = default;
    }
}
