namespace Rerun.Catalog.Chunks;

/// <summary>The memory that a chunk's columns refer to, counted by its users; the last one gives it back. Nobody has to: then it is garbage like any other.</summary>
/// <param name="buffer">The memory.</param>
/// <param name="buffers">Where it is given back.</param>
internal sealed class ChunkMemory(byte[] buffer, ChunkBuffers buffers)
{
    private int _users = 1;

    public byte[] Buffer => buffer;

    /// <summary>Counts one user more. The caller must be one of them.</summary>
    public void AddUser() => Interlocked.Increment(ref _users);

    /// <summary>Ends one use.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            buffers.Return(buffer);
        }
    }
}
