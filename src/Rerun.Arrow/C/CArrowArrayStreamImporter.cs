namespace Rerun.Arrow.C;

/// <summary>Takes streams of batches from others through the C stream interface.</summary>
public static unsafe class CArrowArrayStreamImporter
{
    /// <summary>Takes a stream. The structure counts as released at once; disposing the result ends the stream, batches live on.</summary>
    /// <exception cref="ArgumentException">The structure is released.</exception>
    /// <exception cref="IOException">The stream does not give its schema.</exception>
    /// <exception cref="ArrowFormatException">Its schema is malformed or not supported.</exception>
    public static IArrowArrayStream ImportArrayStream(CArrowArrayStream* ptr)
    {
        ArgumentNullException.ThrowIfNull(ptr);
        if (ptr->release == null)
        {
            throw new ArgumentException("The structure is released.", nameof(ptr));
        }

        return new ImportedArrayStream(ptr);
    }
}
