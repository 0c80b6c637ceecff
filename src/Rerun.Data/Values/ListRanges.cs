using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Data.Values;

/// <summary>Where each list of a batch starts among the elements and how many it has, in any of the layouts of lists.</summary>
internal struct ListRanges
{
    private RowBuffer _offsets;
    private RowBuffer _sizes;
    private ArrowTypeId _layout;
    private int _fixedSize;
    private long _firstElement;
    private int _elementCount;

    /// <summary>Points to an array of lists.</summary>
    /// <returns>The elements that the ranges count in.</returns>
    public IArrowArray Point(IArrowArray array)
    {
        var data = array.Data;
        _layout = data.DataType.TypeId;
        var child = data.Children[0];
        _firstElement = 0;
        switch (_layout)
        {
            case ArrowTypeId.FixedSizeList:
                _fixedSize = ((FixedSizeListType)data.DataType).ListSize;
                child = Part(child, (long)data.Offset * _fixedSize, ((long)data.Offset + data.Length) * _fixedSize);
                break;
            case ArrowTypeId.ListView:
            case ArrowTypeId.LargeListView:
                var width = _layout == ArrowTypeId.ListView ? sizeof(int) : sizeof(long);
                _offsets.Point(data.Buffers[1], (long)data.Offset * width, (long)data.Length * width);
                _sizes.Point(data.Buffers[2], (long)data.Offset * width, (long)data.Length * width);
                break;
            case var _ when data.Length == 0:
                child = child.Slice(0, 0);
                break;
            case ArrowTypeId.LargeList:
                _offsets.Point(data.Buffers[1], (long)data.Offset * sizeof(long), ((long)data.Length + 1) * sizeof(long));
                _firstElement = _offsets.Read<long>(0);
                child = Part(child, _firstElement, _offsets.Read<long>(data.Length));
                break;
            default:
                _offsets.Point(data.Buffers[1], (long)data.Offset * sizeof(int), ((long)data.Length + 1) * sizeof(int));
                _firstElement = _offsets.Read<int>(0);
                child = Part(child, _firstElement, _offsets.Read<int>(data.Length));
                break;
        }

        _elementCount = child.Length;
        return ArrowArrayFactory.BuildArray(child);
    }

    /// <summary>The elements of a list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Range(int row, out int count)
    {
        long start, length;
        switch (_layout)
        {
            case ArrowTypeId.List or ArrowTypeId.Map:
                start = _offsets.Read<int>(row) - _firstElement;
                length = _offsets.Read<int>(row + 1) - _firstElement - start;
                break;
            case ArrowTypeId.FixedSizeList:
                start = (long)row * _fixedSize;
                length = _fixedSize;
                break;
            case ArrowTypeId.LargeList:
                start = _offsets.Read<long>(row) - _firstElement;
                length = _offsets.Read<long>(row + 1) - _firstElement - start;
                break;
            case ArrowTypeId.ListView:
                start = _offsets.Read<int>(row);
                length = _sizes.Read<int>(row);
                break;
            default:
                start = _offsets.Read<long>(row);
                length = _sizes.Read<long>(row);
                break;
        }

        if ((ulong)start > (ulong)_elementCount || (ulong)length > (ulong)(_elementCount - start))
        {
            ThrowDamaged(row, start, length);
        }

        count = (int)length;
        return (int)start;
    }

    /// <summary>Whether so many lists are known to have one element each, one behind the other.</summary>
    /// <param name="rows">The lists.</param>
    /// <param name="first">The element of the first.</param>
    public readonly bool AreOne(int rows, out int first)
    {
        first = 0;
        if (_layout != ArrowTypeId.List || rows == 0)
        {
            return _layout == ArrowTypeId.FixedSizeList && _fixedSize == 1;
        }

        // The ends are checked first, so that most lists of other lengths are told at once.
        var offsets = _offsets.Span<int>(0, rows + 1);
        if (offsets[rows] - offsets[0] != rows)
        {
            return false;
        }

        for (var i = 1; i < offsets.Length; i++)
        {
            if (offsets[i] != offsets[0] + i)
            {
                return false;
            }
        }

        first = (int)(offsets[0] - _firstElement);
        return first >= 0 && rows <= _elementCount - first;
    }

    private static ArrayData Part(ArrayData child, long start, long end) => start >= 0 && end >= start && end <= child.Length
        ? child.Slice((int)start, (int)(end - start))
        : throw new RerunException($"Lists point to the elements {start} to {end}, but there are {child.Length}.", RerunErrorCode.CorruptData);

    private readonly void ThrowDamaged(int row, long start, long length) => throw new RerunException(
        $"List {row} of a batch points to {length} elements from {start} on, but there are {_elementCount}.", RerunErrorCode.CorruptData);
}
