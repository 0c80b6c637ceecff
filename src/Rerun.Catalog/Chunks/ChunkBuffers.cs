namespace Rerun.Catalog.Chunks;

/// <summary>
/// Memory for chunks that come and go: what is given back serves the next chunk instead of waiting for the garbage collector. Safe for several threads.
/// </summary>
/// <param name="limit">The bytes that may lie unused; what is given back beyond that is left to the garbage collector.</param>
internal sealed class ChunkBuffers(long limit)
{
    // Sizes are rounded up by an eighth at most, so that chunks of about one size can follow each other.
    private const int StepsPerDoubling = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Stack<byte[]>> _unused = [];
    private long _unusedBytes;

    /// <summary>The bytes that lie unused now.</summary>
    public long UnusedBytes
    {
        get
        {
            lock (_lock)
            {
                return _unusedBytes;
            }
        }
    }

    /// <summary>An array of at least that length; what it holds does not matter.</summary>
    public byte[] Rent(int length)
    {
        var size = RoundUp(length);
        lock (_lock)
        {
            if (_unused.TryGetValue(size, out var stack) && stack.TryPop(out var buffer))
            {
                _unusedBytes -= size;
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Gives an array back, which nobody may look at any more.</summary>
    public void Return(byte[] buffer)
    {
#if DEBUG
        // Whoever looks at it all the same is to be found out.
        buffer.AsSpan().Fill(0xA5);
#endif
        lock (_lock)
        {
            if (_unusedBytes + buffer.Length > limit)
            {
                return;
            }

            if (!_unused.TryGetValue(buffer.Length, out var stack))
            {
                _unused.Add(buffer.Length, stack = new Stack<byte[]>());
            }

            stack.Push(buffer);
            _unusedBytes += buffer.Length;
        }
    }

    private static int RoundUp(int length)
    {
        var step = Math.Max(64, (int)(System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, 1)) / (2 * StepsPerDoubling)));
        return (int)Math.Min(Array.MaxLength, ((long)length + step - 1) / step * step);
    }
}
