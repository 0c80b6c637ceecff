using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Ipc;

/// <summary>The layouts whose buffers point into others: a slice's pointers are moved to start at 0.</summary>
internal sealed partial class BodyWriter
{
    /// <summary>Adds the offsets of lists or byte strings; gives the range that they cover.</summary>
    private (int First, int End) AddOffsets<T>(ArrayData data)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (data.Length == 0)
        {
            AddBuffer(new byte[Unsafe.SizeOf<T>()]);
            return (0, 0);
        }

        var memory = data.Buffers[1].Memory.Slice(data.Offset * Unsafe.SizeOf<T>(), (data.Length + 1) * Unsafe.SizeOf<T>());
        var offsets = MemoryMarshal.Cast<byte, T>(memory.Span);
        var first = offsets[0];
        AddBuffer(T.IsZero(first) ? memory : Moved(offsets, first));
        return (int.CreateChecked(first), int.CreateChecked(offsets[^1]));
    }

    private static byte[] Moved<T>(ReadOnlySpan<T> values, T by)
        where T : unmanaged, INumber<T>
    {
        var bytes = new byte[values.Length * Unsafe.SizeOf<T>()];
        var moved = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = values[i] - by;
        }

        return bytes;
    }

    private void AddListViews<T>(ArrayData data)
        where T : unmanaged, IBinaryInteger<T>
    {
        var size = Unsafe.SizeOf<T>();
        var startBytes = Slots(data, 1, size).ToArray();
        var sizeBytes = Slots(data, 2, size).ToArray();
        var starts = MemoryMarshal.Cast<byte, T>(startBytes.AsSpan());
        var sizes = MemoryMarshal.Cast<byte, T>(sizeBytes.AsSpan());
        var validity = data.GetNullCount() == 0 ? default : data.Buffers[0].Span;
        int first = int.MaxValue, end = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            if ((!validity.IsEmpty && !BitUtility.GetBit(validity, data.Offset + i)) || T.IsZero(sizes[i]))
            {
                sizes[i] = T.Zero;
                continue;
            }

            first = Math.Min(first, int.CreateChecked(starts[i]));
            end = Math.Max(end, int.CreateChecked(starts[i] + sizes[i]));
        }

        first = Math.Min(first, end);
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = T.IsZero(sizes[i]) ? T.Zero : starts[i] - T.CreateChecked(first);
        }

        AddBuffer(startBytes);
        AddBuffer(sizeBytes);
        Add(data.Children[0].Slice(first, end - first));
    }

    private void AddViews(ArrayData data)
    {
        var size = BinaryViewArray.ViewSize;
        var views = Slots(data, 1, size).ToArray();
        var validity = data.GetNullCount() == 0 ? default : data.Buffers[0].Span;
        var used = 0L;
        for (var i = 0; i < data.Length; i++)
        {
            var view = views.AsSpan(i * size, size);
            if (!validity.IsEmpty && !BitUtility.GetBit(validity, data.Offset + i))
            {
                view.Clear();
            }
            else if (MemoryMarshal.Read<int>(view) is var length and > BinaryViewArray.InlineLimit)
            {
                used += length;
            }
        }

        var held = 0L;
        foreach (var buffer in data.Buffers.AsSpan(2))
        {
            held += buffer.Length;
        }

        // Data buffers go out as they are, unless more than half of them belongs to values outside the slice.
        if (held <= 2 * used || used > Array.MaxLength)
        {
            AddBuffer(views);
            _variadicCounts.Append(data.Buffers.Length - 2);
            foreach (var buffer in data.Buffers.AsSpan(2))
            {
                AddBuffer(buffer.Memory);
            }

            return;
        }

        var compact = new ArrowBuffer.Builder<byte>((int)used);
        for (var i = 0; i < data.Length; i++)
        {
            var view = views.AsSpan(i * size, size);
            if (MemoryMarshal.Read<int>(view) > BinaryViewArray.InlineLimit)
            {
                var start = compact.Length;
                compact.Append(BinaryViewArray.BytesOf(data, view));
                MemoryMarshal.Write(view[8..], 0);
                MemoryMarshal.Write(view[12..], start);
            }
        }

        AddBuffer(views);
        _variadicCounts.Append(used == 0 ? 0 : 1);
        if (used > 0)
        {
            AddBuffer(compact.Build().Memory);
        }
    }

    private void AddUnion(ArrayData data, UnionType type)
    {
        var ids = Slots(data, 0, 1);
        AddBuffer(ids);
        if (type.Mode == UnionMode.Sparse)
        {
            foreach (var child in data.Children)
            {
                Add(child.Slice(data.Offset, data.Length));
            }

            return;
        }

        var first = new int[data.Children.Length];
        var end = new int[data.Children.Length];
        first.AsSpan().Fill(int.MaxValue);
        var offsetBytes = Slots(data, 1, sizeof(int)).ToArray();
        var offsets = MemoryMarshal.Cast<byte, int>(offsetBytes.AsSpan());
        for (var i = 0; i < offsets.Length; i++)
        {
            var child = type.ChildOfTypeId[ids.Span[i]];
            first[child] = Math.Min(first[child], offsets[i]);
            end[child] = Math.Max(end[child], offsets[i] + 1);
        }

        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] -= first[type.ChildOfTypeId[ids.Span[i]]];
        }

        AddBuffer(offsetBytes);
        for (var i = 0; i < data.Children.Length; i++)
        {
            Add(data.Children[i].Slice(Math.Min(first[i], end[i]), end[i] - Math.Min(first[i], end[i])));
        }
    }

    private void AddRuns(ArrayData data)
    {
        var array = new RunEndEncodedArray(data);
        var first = data.Length == 0 ? 0 : array.FindPhysicalIndex(0);
        var count = data.Length == 0 ? 0 : array.FindPhysicalIndex(data.Length - 1) - first + 1;
        var ends = new long[count];
        for (var i = 0; i < count; i++)
        {
            ends[i] = Math.Min(array.RunEnd(first + i) - data.Offset, data.Length);
        }

        _nodes.Append(count).Append(0);
        AddBuffer(default);
        AddBuffer(((RunEndEncodedType)data.DataType).RunEndsDataType.TypeId switch
        {
            ArrowTypeId.Int16 => MemoryMarshal.AsBytes<short>(Array.ConvertAll(ends, end => (short)end)).ToArray(),
            ArrowTypeId.Int32 => MemoryMarshal.AsBytes<int>(Array.ConvertAll(ends, end => (int)end)).ToArray(),
            _ => MemoryMarshal.AsBytes<long>(ends).ToArray(),
        });
        Add(data.Children[1].Slice(first, count));
    }
}
