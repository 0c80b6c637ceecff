using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Arrow.Types;

namespace Rerun.Arrow.Selection;

internal static partial class Gatherer
{
    private static ArrayData GatherRuns(RunEndEncodedType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total)
    {
        var arrays = Array.ConvertAll(sources, source => new RunEndEncodedArray(source));
        var values = new RangeList();
        var ends = new List<long>();
        var at = 0L;
        foreach (var range in ranges)
        {
            if (range.Length == 0)
            {
                continue;
            }

            if (range.Source < 0)
            {
                values.Add(ArrayRange.NullSource, 0, 1);
                ends.Add(at += range.Length);
                continue;
            }

            var array = arrays[range.Source];
            var first = array.FindPhysicalIndex(range.Start);
            var stop = (long)array.Offset + range.Start + range.Length;
            var shift = at - array.Offset - range.Start;
            for (var run = first; ; run++)
            {
                var end = Math.Min(array.RunEnd(run), stop);
                values.Add(range.Source, run, 1);
                ends.Add(end + shift);
                if (end == stop)
                {
                    break;
                }
            }

            at += range.Length;
        }

        var endData = type.RunEndsDataType.TypeId switch
        {
            ArrowTypeId.Int16 => Numbers<short>(ends),
            ArrowTypeId.Int32 => Numbers<int>(ends),
            _ => Numbers<long>(ends),
        };
        return new ArrayData(
            type,
            total,
            0,
            0,
            Array.Empty<ArrowBuffer>(),
            [
                new ArrayData(type.RunEndsDataType, ends.Count, 0, 0, [ArrowBuffer.Empty, endData]),
                Gather(type.ValuesDataType, Children(sources, 1), values.Ranges, values.Total),
            ]);
    }

    private static ArrowBuffer Numbers<T>(List<long> values)
        where T : unmanaged, INumber<T>
    {
        var builder = new ArrowBuffer.Builder<T>(values.Count);
        foreach (var value in values)
        {
            builder.Append(T.CreateChecked(value));
        }

        return builder.Build();
    }

    private static ArrayData GatherIndices(
        DictionaryType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, int total, ArrowBuffer validity, int nulls)
    {
        var dictionary = JoinDictionaries(type, sources, ranges, out var bases);
        var size = ((FixedWidthType)type.IndexType).ByteSize();
        var indices = GatherFixed(sources, ranges, total, size);
        if (bases is not null)
        {
            var bytes = MemoryMarshal.AsMemory(indices.Memory).Span;
            var valid = validity.Span;
            switch (type.IndexType.TypeId)
            {
                case ArrowTypeId.Int8:
                    Rebase<sbyte>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.UInt8:
                    Rebase<byte>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.Int16:
                    Rebase<short>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.UInt16:
                    Rebase<ushort>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.Int32:
                    Rebase<int>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.UInt32:
                    Rebase<uint>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                case ArrowTypeId.Int64:
                    Rebase<long>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
                default:
                    Rebase<ulong>(bytes, valid, ranges, bases, dictionary.Length);
                    break;
            }
        }

        return new ArrayData(type, total, nulls, 0, [validity, indices], [], dictionary);
    }

    /// <summary>One dictionary for all sources; where each source's own starts in it, or null if they share one.</summary>
    private static ArrayData JoinDictionaries(DictionaryType type, ArrayData[] sources, ReadOnlySpan<ArrayRange> ranges, out int[]? bases)
    {
        bases = null;
        var distinct = new List<ArrayData>();
        var dictionaryOf = new int[sources.Length];
        foreach (var range in ranges)
        {
            if (range.Source >= 0)
            {
                var dictionary = sources[range.Source].Dictionary!;
                var known = distinct.FindIndex(other => ReferenceEquals(other, dictionary));
                dictionaryOf[range.Source] = known >= 0 ? known : distinct.Count;
                if (known < 0)
                {
                    distinct.Add(dictionary);
                }
            }
        }

        if (distinct.Count <= 1)
        {
            return distinct.Count == 1 ? distinct[0] : NullArrays.CreateData(type.ValueType, 0);
        }

        var starts = new int[distinct.Count];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = checked(starts[i - 1] + distinct[i - 1].Length);
        }

        bases = Array.ConvertAll(dictionaryOf, i => starts[i]);
        return ArrowArrayConcatenator.Concatenate([.. distinct]);
    }

    private static void Rebase<T>(Span<byte> bytes, ReadOnlySpan<byte> validity, ReadOnlySpan<ArrayRange> ranges, int[] bases, int dictionaryLength)
        where T : unmanaged, IBinaryInteger<T>
    {
        _ = T.CreateChecked(Math.Max(0, dictionaryLength - 1));
        var indices = MemoryMarshal.Cast<byte, T>(bytes);
        var at = 0;
        foreach (var range in ranges)
        {
            var shift = range.Source >= 0 ? T.CreateChecked(bases[range.Source]) : T.Zero;
            for (var i = 0; i < range.Length; i++, at++)
            {
                // What stands where a value is null may be anything.
                indices[at] = validity.IsEmpty || BitUtility.GetBit(validity, at) ? indices[at] + shift : T.Zero;
            }
        }
    }
}
