using System.Numerics;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <content>Types whose values lie elsewhere than in their row: views, unions, dictionaries, runs.</content>
public static partial class ArrowArrayConcatenator
{
    private const int ViewSize = 16;
    private const int LongestInlineView = 12;

    /// <summary>The views keep pointing at the buffers of their parts, which are listed one part after the other.</summary>
    private static ArrayData JoinViews(ArrayData[] parts)
    {
        var views = new byte[checked(LengthOf(parts) * ViewSize)];
        var buffers = new List<ArrowBuffer>();
        var at = 0;
        foreach (var part in parts)
        {
            var target = views.AsSpan(at, part.Length * ViewSize);
            part.Buffers[1].Span.Slice(part.Offset * ViewSize, target.Length).CopyTo(target);
            var fields = MemoryMarshal.Cast<byte, int>(target);
            for (var row = 0; row < part.Length; row++)
            {
                // Of four numbers: the length, four bytes of the text, the buffer, the offset in it.
                if (fields[row * 4] > LongestInlineView)
                {
                    fields[(row * 4) + 2] += buffers.Count;
                }
            }

            buffers.AddRange(part.Buffers[2..]);
            at += target.Length;
        }

        return Join(parts, [new ArrowBuffer(views), .. buffers]);
    }

    private static ArrayData JoinListViews<TOffset>(ArrayData[] parts)
        where TOffset : unmanaged, INumber<TOffset>
    {
        var offsets = new TOffset[LengthOf(parts)];
        var row = 0;
        var before = 0;
        foreach (var part in parts)
        {
            foreach (var offset in MemoryMarshal.Cast<byte, TOffset>(part.Buffers[1].Span).Slice(part.Offset, part.Length))
            {
                offsets[row++] = checked(offset + TOffset.CreateChecked(before));
            }

            before = checked(before + part.Children[0].Length);
        }

        var sizes = JoinFixed(parts, 2, Marshal.SizeOf<TOffset>());
        return Join(
            parts, [BufferOf(offsets), sizes], [Concatenate(Array.ConvertAll(parts, part => part.Children[0]))]);
    }

    private static ArrayData JoinDenseUnions(ArrayData[] parts, UnionType type)
    {
        var length = LengthOf(parts);
        var positions = new int[length];
        var before = new int[type.Fields.Count];
        var row = 0;
        foreach (var part in parts)
        {
            var ids = part.Buffers[0].Span.Slice(part.Offset, part.Length);
            var offsets = MemoryMarshal.Cast<byte, int>(part.Buffers[1].Span).Slice(part.Offset, part.Length);
            for (var i = 0; i < ids.Length; i++)
            {
                positions[row++] = checked(offsets[i] + before[type.ChildOfTypeId[ids[i]]]);
            }

            for (var child = 0; child < before.Length; child++)
            {
                before[child] = checked(before[child] + part.Children[child].Length);
            }
        }

        ArrayData[] children =
        [
            .. Enumerable.Range(0, before.Length).Select(child => Concatenate(Array.ConvertAll(parts, part => part.Children[child]))),
        ];
        ArrowBuffer[] buffers = [JoinFixed(parts, 0, sizeof(byte)), BufferOf(positions)];
        return new ArrayData(type, length, 0, 0, buffers, children);
    }

    /// <summary>One dictionary of all parts is kept; different ones are joined, and the indices moved.</summary>
    private static ArrayData JoinDictionaries(ArrayData[] parts)
    {
        var type = (DictionaryType)parts[0].DataType;
        var indices = Array.ConvertAll(parts, part => new ArrayData(type.IndexType, part.Length, part.GetNullCount(), part.Offset, part.Buffers));
        var dictionary = parts[0].Dictionary!;
        if (Array.Exists(parts, part => part.Dictionary != dictionary))
        {
            var before = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                indices[i] = Move(indices[i], before);
                before = checked(before + parts[i].Dictionary!.Length);
            }

            dictionary = Concatenate(Array.ConvertAll(parts, part => part.Dictionary!));
        }

        var joined = Concatenate(indices);
        return new ArrayData(type, joined.Length, joined.GetNullCount(), 0, joined.Buffers, [], dictionary);
    }

    private static ArrayData Move(ArrayData indices, int by) => indices.DataType.TypeId switch
    {
        ArrowTypeId.Int8 => Move<sbyte>(indices, by),
        ArrowTypeId.UInt8 => Move<byte>(indices, by),
        ArrowTypeId.Int16 => Move<short>(indices, by),
        ArrowTypeId.UInt16 => Move<ushort>(indices, by),
        ArrowTypeId.Int32 => Move<int>(indices, by),
        ArrowTypeId.UInt32 => Move<uint>(indices, by),
        ArrowTypeId.Int64 => Move<long>(indices, by),
        _ => Move<ulong>(indices, by),
    };

    private static ArrayData Move<T>(ArrayData indices, int by)
        where T : unmanaged, INumber<T>
    {
        var moved = MemoryMarshal.Cast<byte, T>(indices.Buffers[1].Span)[..(indices.Offset + indices.Length)].ToArray();
        for (var i = 0; i < indices.Length; i++)
        {
            var at = indices.Offset + i;

            // What stands under a null may be anything, and need not fit.
            if (indices.GetNullCount() == 0 || BitUtility.GetBit(indices.Buffers[0].Span, at))
            {
                moved[at] = T.CreateChecked(long.CreateChecked(moved[at]) + by);
            }
        }

        var buffer = BufferOf(moved);
        return new ArrayData(indices.DataType, indices.Length, indices.GetNullCount(), indices.Offset, [indices.Buffers[0], buffer]);
    }

    private static ArrayData JoinRuns(ArrayData[] parts)
    {
        var ends = new List<long>();
        var values = new List<ArrayData>();
        var before = 0L;
        foreach (var part in parts)
        {
            if (part.Length == 0)
            {
                continue;
            }

            var runs = new RunEndEncodedArray(part);
            var first = runs.FindPhysicalIndex(0);
            var last = runs.FindPhysicalIndex(part.Length - 1);
            for (var run = first; run <= last; run++)
            {
                ends.Add(before + Math.Min(runs.RunEnd(run) - part.Offset, part.Length));
            }

            values.Add(part.Children[1].Slice(first, last - first + 1));
            before += part.Length;
        }

        if (values.Count == 0)
        {
            return parts[0];
        }

        var type = parts[0].Children[0].DataType;
        var runEnds = type.TypeId switch
        {
            ArrowTypeId.Int16 => Ends<short>(ends),
            ArrowTypeId.Int32 => Ends<int>(ends),
            _ => Ends<long>(ends),
        };
        return new ArrayData(
            parts[0].DataType, LengthOf(parts), 0, 0, Array.Empty<ArrowBuffer>(),
            [new ArrayData(type, ends.Count, 0, 0, [ArrowBuffer.Empty, runEnds]), Concatenate([.. values])]);
    }

    private static ArrowBuffer Ends<T>(List<long> ends)
        where T : unmanaged, INumber<T>
    {
        T[] converted = [.. ends.Select(T.CreateChecked)];
        return BufferOf(converted);
    }
}
