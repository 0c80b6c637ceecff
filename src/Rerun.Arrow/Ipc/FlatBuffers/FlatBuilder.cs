using System.Buffers.Binary;
using System.Text;

namespace Rerun.Arrow.Ipc.FlatBuffers;

/// <summary>Writes a FlatBuffer from its end to its start: what is referred to comes before what refers to it.</summary>
internal sealed class FlatBuilder
{
    private readonly List<(int Slot, int Place)> _fields = [];
    private byte[] _bytes = new byte[1024];
    private int _start;
    private int _tableEnd;

    public FlatBuilder() => _start = _bytes.Length;

    // Places count from the buffer's end, which does not move when the buffer grows.
    private int Place => _bytes.Length - _start;

    public int Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Align(4, length + 1);
        Reserve(1)[0] = 0;
        Encoding.UTF8.GetBytes(value, Reserve(length));
        return PushInt32(length);
    }

    public int Tables(ReadOnlySpan<int> places)
    {
        Align(4, 4 * places.Length);
        for (var i = places.Length - 1; i >= 0; i--)
        {
            PushReference(places[i]);
        }

        return PushInt32(places.Length);
    }

    /// <summary>A vector of numbers or structs, given as bytes.</summary>
    public int Values(ReadOnlySpan<byte> bytes, int elementSize, int alignment)
    {
        Align(4, bytes.Length);
        Align(alignment, bytes.Length);
        bytes.CopyTo(Reserve(bytes.Length));
        return PushInt32(bytes.Length / elementSize);
    }

    public void StartTable()
    {
        _fields.Clear();
        _tableEnd = Place;
    }

    public void Add(int slot, bool value) => Add(slot, value ? (byte)1 : (byte)0);

    public void Add(int slot, byte value)
    {
        Reserve(1)[0] = value;
        _fields.Add((slot, Place));
    }

    public void Add(int slot, short value)
    {
        Align(2, 2);
        BinaryPrimitives.WriteInt16LittleEndian(Reserve(2), value);
        _fields.Add((slot, Place));
    }

    public void Add(int slot, int value)
    {
        Align(4, 4);
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        _fields.Add((slot, Place));
    }

    public void Add(int slot, long value)
    {
        Align(8, 8);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        _fields.Add((slot, Place));
    }

    /// <summary>A field that refers to a text, vector or table.</summary>
    public void AddReference(int slot, int place)
    {
        Align(4, 4);
        PushReference(place);
        _fields.Add((slot, Place));
    }

    public int EndTable()
    {
        PushInt32(0);
        var table = Place;
        var slots = _fields.Count == 0 ? 0 : _fields.Max(field => field.Slot) + 1;
        var vtable = Reserve(4 + (2 * slots));
        vtable.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(vtable, (ushort)vtable.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(vtable[2..], checked((ushort)(table - _tableEnd)));
        foreach (var (slot, place) in _fields)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(vtable[(4 + (2 * slot))..], checked((ushort)(table - place)));
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_bytes.Length - table), Place - table);
        return table;
    }

    /// <summary>The buffer, whose root is the table at a place. Its length is a multiple of 8.</summary>
    public ReadOnlyMemory<byte> Finish(int root)
    {
        Align(8, 4);
        PushReference(root);
        return _bytes.AsMemory(_start);
    }

    private int PushInt32(int value)
    {
        Align(4, 4);
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        return Place;
    }

    private void PushReference(int place)
    {
        var target = Reserve(4);
        BinaryPrimitives.WriteInt32LittleEndian(target, Place - place);
    }

    /// <summary>Pads so that after so many more bytes the place is a multiple of the alignment.</summary>
    private void Align(int alignment, int more) => Reserve(-(Place + more) & (alignment - 1)).Clear();

    private Span<byte> Reserve(int count)
    {
        if (count > _start)
        {
            var grown = new byte[Math.Max(2 * _bytes.Length, Place + count)];
            _bytes.AsSpan(_start).CopyTo(grown.AsSpan(grown.Length - Place));
            _start = grown.Length - Place;
            _bytes = grown;
        }

        _start -= count;
        return _bytes.AsSpan(_start, count);
    }
}
