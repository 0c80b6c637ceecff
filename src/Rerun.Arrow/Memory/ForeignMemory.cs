using System.Buffers;

namespace Rerun.Arrow;

/// <summary>Memory outside the managed heap: a mapped file, or what another library lent.</summary>
/// <remarks>
/// The bytes stay valid while <c>owner</c> is reachable, and every buffer over this memory keeps it reachable. The owner gives the bytes
/// back in its finalizer, as a <see cref="System.Runtime.InteropServices.SafeHandle"/> does. Disposing this object frees nothing.
/// </remarks>
public sealed unsafe class ForeignMemory : MemoryManager<byte>
{
    private readonly byte* _pointer;
    private readonly int _length;
    private readonly object? _owner;

    /// <summary>Memory at an address.</summary>
    /// <param name="pointer">The address of the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="owner">What keeps the bytes valid, or null if they always are.</param>
    /// <exception cref="ArgumentException">There are bytes, but no address.</exception>
    public ForeignMemory(nint pointer, int length, object? owner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (pointer == 0 && length > 0)
        {
            throw new ArgumentException("Memory at no address cannot have bytes.", nameof(pointer));
        }

        _pointer = (byte*)pointer;
        _length = length;
        _owner = owner;
    }

    /// <summary>What keeps the bytes valid.</summary>
    public object? Owner => _owner;

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_pointer, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new MemoryHandle(_pointer + elementIndex, default, this);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Foreign memory never moves.
    }

    /// <summary>Frees nothing: the owner does, once nothing refers to it.</summary>
    protected override void Dispose(bool disposing)
    {
    }
}
