using System.Numerics;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Query.Execution.Vectors;

/// <summary>The digits of decimals of any width, flat or constant.</summary>
internal readonly ref struct DecimalView : IRowReader<DecimalView, BigInteger>
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _width;
    private readonly int _mask;

    public DecimalView(ColumnVector vector)
        : this(vector.Values) => _mask = vector.IsConstant ? 0 : -1;

    public DecimalView(IArrowArray array)
    {
        _width = ((DecimalType)array.Data.DataType).ByteWidth;
        _bytes = array.Length == 0 ? default : array.Data.Buffers[1].Span.Slice(array.Data.Offset * _width, array.Length * _width);
        _mask = -1;
    }

    /// <inheritdoc/>
    public static DecimalView Over(ColumnVector vector) => new(vector);

    /// <summary>The digits of a row as one number.</summary>
    public BigInteger this[int row] => new(_bytes.Slice((row & _mask) * _width, _width));

    /// <summary>The digits of a row of at most 128 bits.</summary>
    public Int128 Narrow(int row)
    {
        var bytes = _bytes[((row & _mask) * _width)..];
        return _width switch
        {
            4 => MemoryMarshal.Read<int>(bytes),
            8 => MemoryMarshal.Read<long>(bytes),
            _ => MemoryMarshal.Read<Int128>(bytes),
        };
    }

    /// <summary>Writes digits as a value of a decimal column.</summary>
    /// <param name="value">The digits; they must fit the width.</param>
    /// <param name="target">The bytes of the value.</param>
    public static void Write(BigInteger value, Span<byte> target)
    {
        target.Fill(value.Sign < 0 ? (byte)0xFF : (byte)0);
        value.TryWriteBytes(target, out _);
    }
}
