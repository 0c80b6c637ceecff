using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Arrow.C;

/// <summary>Gives streams of batches to others through the C stream interface. Who receives one calls its <c>release</c>, which disposes the stream.</summary>
public static unsafe class CArrowArrayStreamExporter
{
    private const int InputOutputError = 5;
    private const int InvalidArgument = 22;

    /// <summary>Fills a structure with a stream. Calls to it block; what goes wrong comes out as an error code and a text.</summary>
    /// <exception cref="ArgumentException">The structure holds something that is not released.</exception>
    public static void ExportArrayStream(IArrowArrayStream arrayStream, CArrowArrayStream* out_stream)
    {
        ArgumentNullException.ThrowIfNull(arrayStream);
        ArgumentNullException.ThrowIfNull(out_stream);
        if (out_stream->release != null)
        {
            throw new ArgumentException("The structure holds something that is not released.", nameof(out_stream));
        }

        *out_stream = default;
        out_stream->get_schema = &GetSchema;
        out_stream->get_next = &GetNext;
        out_stream->get_last_error = &GetLastError;
        out_stream->release = &Release;
        out_stream->private_data = (void*)GCHandle.ToIntPtr(GCHandle.Alloc(new Exported(arrayStream)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSchema(CArrowArrayStream* stream, CArrowSchema* schema)
    {
        var exported = Of(stream);
        try
        {
            *schema = default;
            CArrowSchemaExporter.ExportSchema(exported.Stream.Schema, schema);
            return 0;
        }
        catch (Exception e)
        {
            return exported.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetNext(CArrowArrayStream* stream, CArrowArray* array)
    {
        var exported = Of(stream);
        try
        {
            *array = default;
            var next = exported.Stream.ReadNextRecordBatchAsync();
            var batch = next.IsCompleted ? next.GetAwaiter().GetResult() : next.AsTask().GetAwaiter().GetResult();
            if (batch is not null)
            {
                CArrowArrayExporter.ExportRecordBatch(batch, array);
            }

            return 0;
        }
        catch (Exception e)
        {
            return exported.Fail(e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetLastError(CArrowArrayStream* stream) => Of(stream).LastError;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(CArrowArrayStream* stream)
    {
        if (stream == null || stream->release == null)
        {
            return;
        }

        var handle = GCHandle.FromIntPtr((nint)stream->private_data);
        ((Exported)handle.Target!).Free();
        handle.Free();
        *stream = default;
    }

    private static Exported Of(CArrowArrayStream* stream) => (Exported)GCHandle.FromIntPtr((nint)stream->private_data).Target!;

    private sealed class Exported(IArrowArrayStream stream)
    {
        public IArrowArrayStream Stream { get; } = stream;

        public byte* LastError { get; private set; }

        public int Fail(Exception e)
        {
            NativeMemory.Free(LastError);
            LastError = CText.Write(e.Message);
            return e is ArgumentException or FormatException or NotSupportedException ? InvalidArgument : InputOutputError;
        }

        public void Free()
        {
            NativeMemory.Free(LastError);
            LastError = null;
            try
            {
                Stream.Dispose();
            }
            catch (Exception)
            {
                // An exception must not pass into foreign code, and a release has no way to report one.
            }
        }
    }
}
