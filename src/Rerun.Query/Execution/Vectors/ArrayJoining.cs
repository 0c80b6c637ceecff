using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Joins arrays end to end.</summary>
internal static class ArrayJoining
{
    /// <summary>The rows of several arrays of one type, one after the other.</summary>
    public static ArrayData Concat(ArrayData[] parts)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (parts.Length == 1)
        {
            return parts[0];
        }

        var type = parts[0].DataType;
        var length = 0;
        var nulls = 0;
        foreach (var part in parts)
        {
            length = checked(length + part.Length);
            nulls += part.GetNullCount();
        }

        if (type.TypeId == ArrowTypeId.Null)
        {
            return new ArrayData(type, length, length, 0, Array.Empty<ArrowBuffer>());
        }

        var validity = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(JoinValidity(parts, length));
        switch (type.TypeId)
        {
            case ArrowTypeId.Boolean:
                var bits = NewArrays.Bitmap(length);
                var at = 0;
                foreach (var part in parts)
                {
                    BitUtility.CopyBits(part.Buffers[1].Span, part.Offset, bits, at, part.Length);
                    at += part.Length;
                }

                return new ArrayData(type, length, nulls, 0, [validity, new ArrowBuffer(bits)]);
            case ArrowTypeId.String or ArrowTypeId.Binary:
                var offsetBuffer = JoinOffsets(parts, length, out var total);
                var bytes = GC.AllocateUninitializedArray<byte>(total);
                var used = 0;
                foreach (var part in parts)
                {
                    var (start, end) = RangeOf(part);
                    part.Buffers[2].Span[start..end].CopyTo(bytes.AsSpan(used));
                    used += end - start;
                }

                return new ArrayData(type, length, nulls, 0, [validity, new ArrowBuffer(offsetBuffer), new ArrowBuffer(bytes)]);
            case ArrowTypeId.List or ArrowTypeId.Map:
                var lists = JoinOffsets(parts, length, out _);
                var elements = Array.ConvertAll(parts, part => RangeOf(part) is var (start, end) ? part.Children[0].Slice(start, end - start) : part);
                return new ArrayData(type, length, nulls, 0, [validity, new ArrowBuffer(lists)], [Concat(elements)]);
            case ArrowTypeId.FixedSizeList:
                var size = ((FixedSizeListType)type).ListSize;
                var fixedElements = Array.ConvertAll(parts, part => part.Children[0].Slice(part.Offset * size, part.Length * size));
                return new ArrayData(type, length, nulls, 0, [validity], [Concat(fixedElements)]);
            case ArrowTypeId.Struct:
                var children = new ArrayData[parts[0].Children.Length];
                for (var i = 0; i < children.Length; i++)
                {
                    var child = i;
                    children[i] = Concat(Array.ConvertAll(parts, part => part.Children[child].Slice(part.Offset, part.Length)));
                }

                return new ArrayData(type, length, nulls, 0, [validity], children);
            default:
                var width = ArrayTaking.WidthOf(type);
                if (width == 0)
                {
                    throw new RerunException($"Values of type {type} cannot be joined.", RerunErrorCode.NotSupported);
                }

                var buffer = GC.AllocateUninitializedArray<byte>(checked(length * width));
                var filled = 0;
                foreach (var part in parts)
                {
                    part.Buffers[1].Span.Slice(part.Offset * width, part.Length * width).CopyTo(buffer.AsSpan(filled));
                    filled += part.Length * width;
                }

                return new ArrayData(type, length, nulls, 0, [validity, new ArrowBuffer(buffer)]);
        }
    }

    private static byte[] JoinValidity(ArrayData[] parts, int length)
    {
        var bits = NewArrays.Bitmap(length);
        var at = 0;
        foreach (var part in parts)
        {
            if (part.GetNullCount() == 0)
            {
                BitUtility.SetBits(bits, at, part.Length, true);
            }
            else
            {
                BitUtility.CopyBits(part.Buffers[0].Span, part.Offset, bits, at, part.Length);
            }

            at += part.Length;
        }

        return bits;
    }

    private static (int Start, int End) RangeOf(ArrayData part)
    {
        if (part.Length == 0)
        {
            return (0, 0);
        }

        var offsets = MemoryMarshal.Cast<byte, int>(part.Buffers[1].Span);
        return (offsets[part.Offset], offsets[part.Offset + part.Length]);
    }

    private static byte[] JoinOffsets(ArrayData[] parts, int length, out int total)
    {
        var buffer = NewArrays.Buffer<int>(length + 1, out var offsets);
        offsets[0] = 0;
        var row = 0;
        var end = 0L;
        foreach (var part in parts)
        {
            if (part.Length == 0)
            {
                continue;
            }

            var from = MemoryMarshal.Cast<byte, int>(part.Buffers[1].Span).Slice(part.Offset, part.Length + 1);
            var shift = end - from[0];
            end += from[^1] - from[0];
            if (end > int.MaxValue)
            {
                throw new RerunException("The joined values exceed 2 GiB.", RerunErrorCode.OutOfMemory);
            }

            for (var i = 1; i < from.Length; i++)
            {
                offsets[++row] = (int)(from[i] + shift);
            }
        }

        total = (int)end;
        return buffer;
    }
}
