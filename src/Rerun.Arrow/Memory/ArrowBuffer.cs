using System.Buffers;

namespace Rerun.Arrow;

/// <summary>A run of bytes that belongs to an array: a view, never an owner.</summary>
/// <remarks>
/// <para>
/// <b>Who owns memory.</b> One rule: the memory behind a buffer lives as long as anything refers to it. A buffer is a
/// <see cref="ReadOnlyMemory{T}"/>, and what that refers to keeps the bytes alive: a managed array, or a <see cref="MemoryManager{T}"/> for
/// mapped or foreign memory (<see cref="ForeignMemory"/>), which gives the bytes back when the last reference is gone. Slicing a buffer, an array or
/// a batch shares the memory and copies nothing; nobody can free memory under a reader; <c>Dispose</c> on arrays and batches frees nothing
/// that can still be reached, and may be called any number of times or not at all.
/// </para>
/// <para>
/// A <see cref="Span"/> over foreign memory does not itself keep that memory alive: the array (or the buffer) it came from must stay reachable
/// while the span is used, which it does when it is used again later, is held in a field, or is passed to <see cref="GC.KeepAlive"/>.
/// Over managed memory a span alone is enough.
/// </para>
/// <para>The bytes must not change while a buffer refers to them.</para>
/// </remarks>
public readonly partial struct ArrowBuffer : IEquatable<ArrowBuffer>
{
    private readonly ReadOnlyMemory<byte> _memory;

    /// <summary>A buffer over some memory, which it shares.</summary>
    public ArrowBuffer(ReadOnlyMemory<byte> data) => _memory = data;

    /// <summary>A buffer without bytes.</summary>
    public static ArrowBuffer Empty => default;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _memory;

    /// <summary>The bytes; see the remarks on how long it may be used.</summary>
    public ReadOnlySpan<byte> Span => _memory.Span;

    /// <summary>The number of bytes.</summary>
    public int Length => _memory.Length;

    /// <summary>Whether there are no bytes.</summary>
    public bool IsEmpty => _memory.IsEmpty;

    /// <summary>Whether two buffers view the very same memory.</summary>
    public static bool operator ==(ArrowBuffer left, ArrowBuffer right) => left.Equals(right);

    /// <summary>Whether two buffers do not view the very same memory.</summary>
    public static bool operator !=(ArrowBuffer left, ArrowBuffer right) => !left.Equals(right);

    /// <summary>Some of the bytes, shared.</summary>
    public ArrowBuffer Slice(int offset, int length) => new(_memory.Slice(offset, length));

    /// <summary>Whether the other buffer views the very same memory.</summary>
    public bool Equals(ArrowBuffer other) => _memory.Equals(other._memory);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ArrowBuffer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _memory.GetHashCode();
}
