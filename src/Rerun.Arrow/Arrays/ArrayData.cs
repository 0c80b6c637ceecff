using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>What an array is made of: type, length, offset, buffers and children. Immutable.</summary>
/// <remarks>
/// Buffers as the format orders them. The first is the validity bitmap (empty if there are no nulls), but in null, union and run-end encoded arrays,
/// which have none. The offset counts in all buffers, and in the children of structs, sparse unions and (times the list size) fixed-size lists.
/// </remarks>
public sealed class ArrayData
{
    private int _nullCount;

    /// <summary>Puts an array's parts together.</summary>
    /// <param name="dataType">The type.</param>
    /// <param name="length">The number of values.</param>
    /// <param name="nullCount">The number of nulls, or -1 if it is not known yet.</param>
    /// <param name="offset">Where the first value stands in the buffers.</param>
    /// <param name="buffers">The buffers, in the format's order.</param>
    /// <param name="children">The children, or null for none.</param>
    /// <param name="dictionary">The values of a dictionary, else null.</param>
    public ArrayData(
        IArrowType dataType,
        int length,
        int nullCount = 0,
        int offset = 0,
        IEnumerable<ArrowBuffer>? buffers = null,
        IEnumerable<ArrayData>? children = null,
        ArrayData? dictionary = null)
        : this(dataType, length, nullCount, offset, buffers as ArrowBuffer[] ?? [.. buffers ?? []], children as ArrayData[] ?? [.. children ?? []], dictionary)
    {
    }

    /// <summary>Puts an array's parts together, keeping the given arrays, which must not change any more.</summary>
    public ArrayData(IArrowType dataType, int length, int nullCount, int offset, ArrowBuffer[] buffers, ArrayData[]? children = null, ArrayData? dictionary = null)
    {
        ArgumentNullException.ThrowIfNull(dataType);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentNullException.ThrowIfNull(buffers);
        DataType = dataType;
        Length = length;
        Offset = offset;
        Buffers = buffers;
        Children = children ?? [];
        Dictionary = dictionary;
        _nullCount = HasNoBitmap(dataType) ? (dataType.TypeId == ArrowTypeId.Null ? length : 0)
            : buffers.Length == 0 || buffers[0].IsEmpty ? 0
            : nullCount;
    }

    /// <summary>The type.</summary>
    public IArrowType DataType { get; }

    /// <summary>The number of values.</summary>
    public int Length { get; }

    /// <summary>Where the first value stands in the buffers.</summary>
    public int Offset { get; }

    /// <summary>The number of nulls by the validity bitmap; counted when first asked for, if it was not given.</summary>
    public int NullCount => GetNullCount();

    /// <summary>The buffers, in the format's order. Not to be changed.</summary>
    public ArrowBuffer[] Buffers { get; }

    /// <summary>The children. Not to be changed.</summary>
    public ArrayData[] Children { get; }

    /// <summary>The values of a dictionary, else null.</summary>
    public ArrayData? Dictionary { get; }

    /// <summary>The number of nulls by the validity bitmap; counted when first asked for, if it was not given.</summary>
    public int GetNullCount()
    {
        if (_nullCount < 0)
        {
            _nullCount = Length - BitUtility.CountBits(Buffers[0].Span, Offset, Length);
        }

        return _nullCount;
    }

    /// <summary>The values from <paramref name="offset"/> on, without copying.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many values.</exception>
    public ArrayData Slice(int offset, int length)
    {
        CheckSlice(offset, length, Length);
        return offset == 0 && length == Length
            ? this
            : new ArrayData(DataType, length, _nullCount == 0 ? 0 : -1, Offset + offset, Buffers, Children, Dictionary);
    }

    /// <summary>The same values under another type of the same layout, for other names or metadata.</summary>
    public ArrayData WithType(IArrowType dataType) => new(dataType, Length, _nullCount, Offset, Buffers, Children, Dictionary);

    internal static bool HasNoBitmap(IArrowType type) => type.TypeId is ArrowTypeId.Null or ArrowTypeId.Union or ArrowTypeId.RunEndEncoded;

    internal static void CheckSlice(int offset, int length, int available)
    {
        if (offset < 0 || length < 0 || offset > available - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"There are {available} values; {length} from {offset} on was asked for.");
        }
    }

    internal void CheckLayout(int buffers, int children)
    {
        if (Buffers.Length < buffers || Children.Length != children)
        {
            throw new ArgumentException(
                $"An array of type {DataType} has {buffers} buffers and {children} children, not {Buffers.Length} and {Children.Length}.");
        }
    }
}
