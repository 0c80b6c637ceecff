using Rerun.Arrow;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>The bytes of each value of a column of text or bytes, in any of its layouts.</summary>
internal struct ByteRuns
{
    private const int InlineLimit = 12;
    private IArrowArray _array;

    public void Point(IArrowArray array) => _array = array;

    /// <summary>The bytes of a value that is not null; not copied.</summary>
    public readonly ReadOnlySpan<byte> Span(int row)
    {
        try
        {
            return _array switch
            {
                BinaryArray binary => binary.GetBytes(row),
                FixedSizeBinaryArray binary => binary.GetBytes(row),
                BinaryViewArray binary => binary.GetBytes(row),
                _ => ((LargeBinaryArray)_array).GetBytes(row),
            };
        }
        catch (Exception fault) when (fault is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw Damaged(row, fault);
        }
    }

    /// <summary>The bytes of a value that is not null, as a view that stays valid as long as it is held.</summary>
    public readonly ReadOnlyMemory<byte> Memory(int row)
    {
        try
        {
            switch (_array)
            {
                case BinaryArray binary:
                    var offsets = binary.ValueOffsets;
                    return binary.ValueBuffer.Memory[offsets[row]..offsets[row + 1]];
                case FixedSizeBinaryArray binary:
                    return binary.ValueBuffer.Memory.Slice((binary.Offset + row) * binary.ByteWidth, binary.ByteWidth);
                case BinaryViewArray binary:
                    return ViewOf(binary, row);
                default:
                    var large = (LargeBinaryArray)_array;
                    var wide = large.ValueOffsets;
                    return large.ValueBuffer.Memory[checked((int)wide[row])..checked((int)wide[row + 1])];
            }
        }
        catch (Exception fault) when (fault is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw Damaged(row, fault);
        }
    }

    private static ReadOnlyMemory<byte> ViewOf(BinaryViewArray array, int row)
    {
        var view = array.ViewsBuffer.Memory.Slice((array.Offset + row) * 16, 16);
        var length = BitConverter.ToInt32(view.Span);
        return length <= InlineLimit
            ? view.Slice(4, length)
            : array.DataBuffer(BitConverter.ToInt32(view.Span[8..])).Memory.Slice(BitConverter.ToInt32(view.Span[12..]), length);
    }

    private static RerunException Damaged(int row, Exception fault) =>
        new($"Value {row} of a batch points outside its buffer: {fault.Message}", RerunErrorCode.CorruptData, fault);
}
