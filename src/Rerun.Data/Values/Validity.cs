using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Which cells of a column's current batch are null, by the validity bitmap alone.</summary>
internal struct Validity
{
    private RowBuffer _bits;
    private int _firstBit;

    public void Point(ArrayData data)
    {
        if (ArrayHasNoNulls(data))
        {
            _bits.Clear();
            return;
        }

        _firstBit = data.Offset & 7;
        _bits.Point(data.Buffers[0], data.Offset >> 3, (_firstBit + (long)data.Length + 7) >> 3);
    }

    /// <summary>Whether no cell is null.</summary>
    public readonly bool HasNoNulls => _bits.IsAbsent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsNull(int row) => !_bits.IsAbsent && !_bits.ReadBit(_firstBit + row);

    private static bool ArrayHasNoNulls(ArrayData data) => data.Buffers.Length == 0 || data.Buffers[0].IsEmpty || data.NullCount == 0;
}
