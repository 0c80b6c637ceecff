using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Sees that all texts of a batch are the same.</summary>
internal static class RunDetection
{
    /// <summary>The vector of an array: constant if all its texts are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ColumnVector Open(IArrowArray array)
    {
        if (array is not StringArray || array.Length < 2 || array.NullCount > 0)
        {
            return ColumnVector.Flat(array);
        }

        var texts = new TextView(array);
        var offsets = texts.Offsets;
        var width = offsets[1] - offsets[0];
        for (var i = 2; i < offsets.Length; i++)
        {
            if (offsets[i] - offsets[i - 1] != width)
            {
                return ColumnVector.Flat(array);
            }
        }

        // All texts are equal if each byte equals the one a text's width before it: one comparison of the whole buffer.
        var bytes = texts.Bytes[offsets[0]..offsets[^1]];
        return bytes[width..].SequenceEqual(bytes[..^width])
            ? ColumnVector.Constant(ArrowArrayFactory.Slice(array, 0, 1), array.Length)
            : ColumnVector.Flat(array);
    }
}
