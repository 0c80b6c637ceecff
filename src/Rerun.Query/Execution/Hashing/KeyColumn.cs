using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>One column of the keys in a <see cref="KeyTable"/>. Every member is called once per batch.</summary>
internal abstract class KeyColumn
{
    /// <summary>What the hash of a null is.</summary>
    protected const ulong NullHash = 0x9E37_79B9_7F4A_7C15;

    /// <summary>About the bytes that the column holds.</summary>
    public abstract long ByteSize { get; }

    /// <summary>The column for keys of a type.</summary>
    public static KeyColumn For(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Boolean => new OtherKeyColumn(type),
        ArrowTypeId.Float => new FixedKeyColumn<float, FloatBits>(type),
        ArrowTypeId.Double => new FixedKeyColumn<double, DoubleBits>(type),
        ArrowTypeId.Int8 or ArrowTypeId.UInt8 => new FixedKeyColumn<byte, PlainBits<byte>>(type),
        ArrowTypeId.Int16 or ArrowTypeId.UInt16 => new FixedKeyColumn<ushort, PlainBits<ushort>>(type),
        ArrowTypeId.Int32 or ArrowTypeId.UInt32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => new FixedKeyColumn<uint, PlainBits<uint>>(type),
        ArrowTypeId.Int64 or ArrowTypeId.UInt64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 =>
            new FixedKeyColumn<ulong, PlainBits<ulong>>(type),
        ArrowTypeId.String or ArrowTypeId.Binary => new TextKeyColumn(type),
        _ => new OtherKeyColumn(type),
    };

    /// <summary>Mixes the values of a vector into the hashes of its rows.</summary>
    public abstract void Hash(ColumnVector keys, Span<ulong> hashes);

    /// <summary>Adds the values of some rows.</summary>
    public abstract void Append(ColumnVector keys, ReadOnlySpan<int> rows);

    /// <summary>Marks those of some rows whose value is not the one at their place.</summary>
    public abstract void Compare(ColumnVector keys, ReadOnlySpan<int> rows, ReadOnlySpan<int> places, Span<bool> differs);

    /// <summary>Some of the values.</summary>
    public abstract IArrowArray ToArray(int start, int count);

    /// <summary>Mixes the bits of a value into a hash.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ulong Mix(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ value ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB, out var low);
        return high ^ low;
    }
}
