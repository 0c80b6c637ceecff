using Rerun.Arrow.Selection;

namespace Rerun.Arrow;

/// <summary>Puts arrays one behind the other.</summary>
public static class ArrowArrayConcatenator
{
    /// <summary>One array of all values, copied; a single array is given back as it is.</summary>
    /// <exception cref="ArgumentException">There are no arrays, or their types differ in layout.</exception>
    /// <exception cref="OverflowException">The result is too long for its offsets or indices.</exception>
    public static IArrowArray Concatenate(IReadOnlyList<IArrowArray> arrayList)
    {
        ArgumentNullException.ThrowIfNull(arrayList);
        if (arrayList.Count == 1)
        {
            return arrayList[0];
        }

        var data = new ArrayData[arrayList.Count];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = arrayList[i].Data;
        }

        return ArrowArrayFactory.BuildArray(Concatenate(data));
    }

    internal static ArrayData Concatenate(ArrayData[] arrays)
    {
        if (arrays.Length == 0)
        {
            throw new ArgumentException("Nothing to concatenate: without an array there is no type.", nameof(arrays));
        }

        var ranges = new ArrayRange[arrays.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = new ArrayRange(i, 0, arrays[i].Length);
        }

        return ArraySelection.Gather(arrays[0].DataType, arrays, ranges);
    }
}
