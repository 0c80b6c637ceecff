using System.Buffers.Binary;
using System.Text;

namespace Rerun.Arrow.Ipc.FlatBuffers;

/// <summary>A table in a FlatBuffer. Nothing is trusted: every offset is checked when it is followed.</summary>
internal readonly ref struct FlatTable
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly FlatBudget _budget;
    private readonly long _origin;
    private readonly int _table;
    private readonly int _vtable;
    private readonly int _vtableSize;
    private readonly int _tableSize;
    private readonly int _depth;

    private FlatTable(ReadOnlySpan<byte> bytes, int position, FlatBudget budget, long origin, int depth)
    {
        _bytes = bytes;
        _budget = budget;
        _origin = origin;
        _depth = depth;
        budget.TakeTable(origin + position);
        if (depth > FlatBudget.MaxDepth)
        {
            throw new ArrowFormatException($"the metadata is nested more than {FlatBudget.MaxDepth} deep.", origin + position);
        }

        Need(position, 4, "a table");
        _table = position;
        var vtable = (long)position - BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]);
        Need(vtable, 4, "a vtable");
        _vtable = (int)vtable;
        _vtableSize = BinaryPrimitives.ReadUInt16LittleEndian(bytes[_vtable..]);
        _tableSize = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(_vtable + 2)..]);
        if (_vtableSize < 4 || (_vtableSize & 1) != 0 || _tableSize < 4)
        {
            throw new ArrowFormatException($"a vtable of {_vtableSize} bytes for a table of {_tableSize} is malformed.", origin + vtable);
        }

        Need(vtable, _vtableSize, "a vtable");
        Need(position, _tableSize, "a table");
    }

    /// <summary>The place of the table in what was read.</summary>
    public long Position => _origin + _table;

    /// <summary>The table that a buffer starts with.</summary>
    /// <param name="bytes">The buffer.</param>
    /// <param name="origin">Where the buffer stands in what was read, for messages.</param>
    public static FlatTable Root(ReadOnlySpan<byte> bytes, long origin)
    {
        if (bytes.Length < 8)
        {
            throw new ArrowFormatException($"metadata of {bytes.Length} bytes is too short for a table.", origin);
        }

        var root = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (root > bytes.Length - 4)
        {
            throw new ArrowFormatException($"the metadata's root is at {root}, beyond its {bytes.Length} bytes.", origin);
        }

        return new FlatTable(bytes, (int)root, new FlatBudget(bytes.Length), origin, 0);
    }

    public bool Has(int slot) => Locate(slot, 1) != 0;

    public bool Bool(int slot) => Locate(slot, 1) is var at and not 0 && _bytes[at] != 0;

    public byte Byte(int slot) => Locate(slot, 1) is var at and not 0 ? _bytes[at] : (byte)0;

    public short Int16(int slot, short absent = 0) => Locate(slot, 2) is var at and not 0 ? BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]) : absent;

    public int Int32(int slot, int absent = 0) => Locate(slot, 4) is var at and not 0 ? BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]) : absent;

    public long Int64(int slot) => Locate(slot, 8) is var at and not 0 ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]) : 0;

    /// <summary>A table, which must be there.</summary>
    public FlatTable Table(int slot, string name)
    {
        var at = Locate(slot, 4);
        return at != 0 ? new FlatTable(_bytes, Follow(at), _budget, _origin, _depth + 1) : throw new ArrowFormatException($"{name} is missing.", Position);
    }

    /// <summary>A text, or null if there is none.</summary>
    public string? Text(int slot, string name)
    {
        var at = Locate(slot, 4);
        if (at == 0)
        {
            return null;
        }

        var start = Follow(at);
        Need(start, 4, name);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[start..]);
        Need(start + 4L, length, name);
        _budget.TakeString((int)length, _origin + start);
        try
        {
            return StrictUtf8.GetString(_bytes.Slice(start + 4, (int)length));
        }
        catch (DecoderFallbackException e)
        {
            throw new ArrowFormatException($"At byte {_origin + start}: {name} is not UTF-8.", e);
        }
    }

    /// <summary>A vector's place and count; (0, 0) if there is none.</summary>
    public (int Start, int Count) Vector(int slot, int elementSize, string name)
    {
        var at = Locate(slot, 4);
        if (at == 0)
        {
            return (0, 0);
        }

        var start = Follow(at);
        Need(start, 4, name);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[start..]);
        Need(start + 4L, count * (long)elementSize, name);
        return (start + 4, (int)count);
    }

    /// <summary>The table at a position of a vector of tables.</summary>
    public FlatTable TableAt((int Start, int Count) vector, int index) => new(_bytes, Follow(vector.Start + (4 * index)), _budget, _origin, _depth + 1);

    /// <summary>The bytes of a vector of numbers or structs.</summary>
    public ReadOnlySpan<byte> Bytes((int Start, int Count) vector, int elementSize) => _bytes.Slice(vector.Start, vector.Count * elementSize);

    private int Locate(int slot, int size)
    {
        var entry = 4 + (2 * slot);
        if (entry + 2 > _vtableSize)
        {
            return 0;
        }

        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_vtable + entry)..]);
        if (offset == 0)
        {
            return 0;
        }

        if (offset < 4 || offset + size > _tableSize)
        {
            throw new ArrowFormatException($"field {slot} at {offset} lies outside its table of {_tableSize} bytes.", Position);
        }

        return _table + offset;
    }

    private int Follow(int at)
    {
        var target = at + (long)BinaryPrimitives.ReadUInt32LittleEndian(_bytes[at..]);
        Need(target, 4, "the target of an offset");
        return (int)target;
    }

    private void Need(long position, long count, string what)
    {
        if (position < 0 || count > _bytes.Length - position)
        {
            throw new ArrowFormatException($"{what} of {count} bytes does not lie within the metadata of {_bytes.Length} bytes.", _origin + position);
        }
    }
}
