using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>The values of a boolean vector, flat or constant. Values of null rows are arbitrary.</summary>
internal readonly ref struct BooleanView : IRowReader<BooleanView, bool>
{
    private readonly ReadOnlySpan<byte> _bits;
    private readonly int _offset;
    private readonly int _mask;

    /// <summary>A view of a flat or constant vector.</summary>
    public BooleanView(ColumnVector vector)
    {
        _bits = vector.Values.Data.Buffers[1].Span;
        _offset = vector.Values.Data.Offset;
        _mask = vector.IsConstant ? 0 : -1;
    }

    /// <inheritdoc/>
    public static BooleanView Over(ColumnVector vector) => new(vector);

    /// <summary>The value of a row.</summary>
    public bool this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitUtility.GetBit(_bits, _offset + (row & _mask));
    }

    /// <summary>64 rows from a row on; rows at or after the length are zero.</summary>
    public ulong Word(int start, int length)
    {
        var count = Math.Min(64, length - start);
        if (_mask != 0)
        {
            return BitUtility.ReadWord(_bits, _offset + start, count);
        }

        var ones = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
        return BitUtility.GetBit(_bits, _offset) ? ones : 0;
    }
}
