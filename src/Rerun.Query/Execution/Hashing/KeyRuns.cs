using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>
/// Looks keys up run by run. Rows of a dataset are sorted by partition and time, so equal keys stand together: then only the first
/// row of each run is hashed.
/// </summary>
internal static class KeyRuns
{
    /// <summary>Runs are worth it if there are so many times fewer of them than rows.</summary>
    private const int LeastGain = 4;

    /// <summary>The number of each row's combination, which is added if it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FindOrAdd(KeyTable table, ReadOnlySpan<ColumnVector> keys, Span<int> places)
    {
        if (Starts(keys, places.Length) is not { } starts)
        {
            table.FindOrAdd(keys, places);
            return;
        }

        var heads = new ColumnVector[keys.Length];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = keys[i].Take(starts);
        }

        var headPlaces = new int[starts.Length];
        table.FindOrAdd(heads, headPlaces);
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : places.Length;
            places[starts[i]..end].Fill(headPlaces[i]);
        }
    }

    /// <summary>The first rows of the runs; null if there are too many, or the keys are of a type that is not looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[]? Starts(ReadOnlySpan<ColumnVector> keys, int length)
    {
        if (length < LeastGain * 2)
        {
            return null;
        }

        var changes = new bool[length];
        changes[0] = true;
        foreach (var key in keys)
        {
            if (!key.IsConstant && !Mark(key.Flatten(), changes, length / LeastGain))
            {
                return null;
            }
        }

        var starts = new List<int>();
        for (var row = 0; row < length; row++)
        {
            if (changes[row])
            {
                starts.Add(row);
            }
        }

        return starts.Count <= length / LeastGain ? [.. starts] : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Mark(ColumnVector key, Span<bool> changes, int most)
    {
        if (key.MayHaveNulls)
        {
            return false;
        }

        switch (ArrayTaking.WidthOf(key.Type))
        {
            case 8:
                return MarkFixed(NewArrays.ValuesOf<long>(key.Values), changes, most);
            case 4:
                return MarkFixed(NewArrays.ValuesOf<int>(key.Values), changes, most);
        }

        if (key.Type.TypeId is not (Arrow.Types.ArrowTypeId.String or Arrow.Types.ArrowTypeId.Binary))
        {
            return false;
        }

        var texts = new TextView(key);
        var found = 0;
        for (var row = 1; row < changes.Length; row++)
        {
            var differs = !texts[row].SequenceEqual(texts[row - 1]);
            changes[row] |= differs;
            found += differs ? 1 : 0;
            if (found > most)
            {
                return false;
            }
        }

        return true;
    }

    // Bits are compared: values that differ in bits but are equal as keys only make runs shorter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool MarkFixed<T>(ReadOnlySpan<T> values, Span<bool> changes, int most)
        where T : unmanaged, IEquatable<T>
    {
        var found = 0;
        var row = 1;
        while (row < values.Length)
        {
            var next = values[row..].IndexOfAnyExcept(values[row - 1]);
            if (next < 0)
            {
                return true;
            }

            row += next;
            changes[row] = true;
            row++;
            if (++found > most)
            {
                return false;
            }
        }

        return true;
    }
}
