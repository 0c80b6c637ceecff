using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>The bytes of a text or blob vector (32-bit offsets), flat or constant, row by row.</summary>
internal readonly ref struct TextView : IRowReader<TextView, ReadOnlySpan<byte>>
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly int _mask;

    /// <summary>A view of a flat or constant vector.</summary>
    public TextView(ColumnVector vector)
        : this(vector.Values) => _mask = vector.IsConstant ? 0 : -1;

    /// <summary>A view of an array.</summary>
    public TextView(IArrowArray array)
    {
        _bytes = array.Data.Buffers[2].Span;
        _offsets = array.Length == 0 ? [0] : MemoryMarshal.Cast<byte, int>(array.Data.Buffers[1].Span).Slice(array.Data.Offset, array.Length + 1);
        _mask = -1;
    }

    /// <inheritdoc/>
    public static TextView Over(ColumnVector vector) => new(vector);

    /// <summary>Where each text begins, and the end of the last.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>All bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether there is one text for all rows.</summary>
    public bool IsConstant => _mask == 0;

    /// <summary>The bytes of a row.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var at = row & _mask;
            var start = _offsets[at];
            return _bytes.Slice(start, _offsets[at + 1] - start);
        }
    }
}
