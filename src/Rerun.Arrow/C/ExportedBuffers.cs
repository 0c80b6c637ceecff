using System.Buffers;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.C;

/// <summary>The pinned buffers of one array that was given away.</summary>
internal sealed unsafe class ExportedBuffers
{
    private const int Alignment = 8;

    // What stands in for buffers without bytes, where an address is expected; never written to.
    private static readonly byte* Nothing = (byte*)NativeMemory.AlignedAlloc(64, 64);
    private readonly ArrayData _data;
    private readonly List<MemoryHandle> _pins = [];
    private readonly List<nint> _copies = [];
    private byte** _pointers;

    static ExportedBuffers() => new Span<byte>(Nothing, 64).Clear();

    public ExportedBuffers(ArrayData data) => _data = data;

    /// <summary>The number of buffers: of view arrays one more than the format has, for the lengths of the data buffers.</summary>
    public int Count => IsView ? _data.Buffers.Length + 1 : _data.Buffers.Length;

    private bool IsView => _data.DataType.TypeId is ArrowTypeId.StringView or ArrowTypeId.BinaryView;

    /// <summary>The addresses of the buffers, which do not move until <see cref="Free"/>.</summary>
    public byte** Pin()
    {
        if (Count == 0)
        {
            return null;
        }

        _pointers = (byte**)NativeMemory.AllocZeroed((nuint)Count, (nuint)sizeof(byte*));
        for (var i = 0; i < _data.Buffers.Length; i++)
        {
            var isValidity = i == 0 && !ArrayData.HasNoBitmap(_data.DataType);
            _pointers[i] = !_data.Buffers[i].IsEmpty ? Pin(_data.Buffers[i].Memory) : isValidity ? null : Nothing;
        }

        if (IsView)
        {
            var lengths = new ArrowBuffer.Builder<long>();
            foreach (var buffer in _data.Buffers.AsSpan(2))
            {
                lengths.Append(buffer.Length);
            }

            _pointers[Count - 1] = lengths.Length == 0 ? Nothing : Copy(MemoryMarshal.AsBytes(lengths.Span));
        }

        return _pointers;
    }

    public void Free()
    {
        foreach (var pin in _pins)
        {
            pin.Dispose();
        }

        foreach (var copy in _copies)
        {
            NativeMemory.AlignedFree((void*)copy);
        }

        NativeMemory.Free(_pointers);
    }

    private byte* Pin(ReadOnlyMemory<byte> memory)
    {
        var pin = memory.Pin();
        if ((nuint)pin.Pointer % Alignment == 0)
        {
            _pins.Add(pin);
            return (byte*)pin.Pointer;
        }

        pin.Dispose();
        return Copy(memory.Span);
    }

    private byte* Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = (byte*)NativeMemory.AlignedAlloc((nuint)bytes.Length, 64);
        _copies.Add((nint)copy);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }
}
