namespace Rerun.Catalog.Chunks.Rrd;

/// <summary>The bytes of a recording file, addressed by 64-bit offsets.</summary>
/// <remarks>
/// What a slice refers to is valid within <see cref="Enter"/> and its end. Decoded chunks never refer to these bytes (a plain payload is copied, since
/// payloads lie at any address and the file may be cut or changed by others), so disposing frees them as soon as the last reading call is over.
/// </remarks>
internal abstract class RrdBytes : IDisposable
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The number of bytes that are still there: less than <see cref="Length"/> after another program has cut the file.</summary>
    public virtual long CurrentLength => Length;

    /// <summary>Some of the bytes.</summary>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many; they must lie within the file.</param>
    public abstract ReadOnlySpan<byte> Slice(long offset, int length);

    /// <summary>Keeps the bytes valid until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The bytes were given back.</exception>
    public Use Enter()
    {
        Acquire();
        return new Use(this);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Counts a user of the bytes.</summary>
    protected abstract void Acquire();

    /// <summary>Discounts a user of the bytes.</summary>
    protected abstract void Release();

    protected void RequireInside(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"{length} bytes from there are not within the file's {Length} bytes.");
        }
    }

    /// <summary>A time during which the bytes are valid.</summary>
    public readonly ref struct Use(RrdBytes bytes)
    {
        /// <summary>Ends it.</summary>
        public void Dispose() => bytes.Release();
    }
}
