using Rerun.Arrow;
using Rerun.Arrow.Selection;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Builds lists, row by row, of ranges of elements that are there already.</summary>
internal sealed class ListBuilding
{
    /// <summary>The source of a NULL element.</summary>
    public const int Null = ArrayRange.NullSource;

    private const int MostElements = 10_000_000;
    private readonly List<ArrayRange> _ranges = [];
    private int _count;

    /// <summary>Adds the elements of a row.</summary>
    public delegate void Row(ReadOnlySpan<ColumnVector> arguments, int row, ListBuilding to);

    /// <summary>A kernel that builds lists.</summary>
    /// <param name="type">The type of the lists.</param>
    /// <param name="sources">Where elements come from.</param>
    /// <param name="build">Adds the elements of a row.</param>
    /// <param name="handlesNulls">Whether no NULL argument makes the list NULL.</param>
    /// <param name="nullable">The arguments whose NULL does not make the list NULL.</param>
    public static ScalarKernel Kernel(ListType type, ListSource[] sources, Row build, bool handlesNulls = false, int[]? nullable = null) => (arguments, length, _) =>
    {
        var arrays = new IArrowArray[sources.Length];
        for (var i = 0; i < arrays.Length; i++)
        {
            var values = arguments[sources[i].Argument].Values;
            arrays[i] = sources[i].IsList ? ((ListArray)values).Values : values;
        }

        var building = new ListBuilding();
        var offsets = new int[length + 1];
        var bits = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            if (handlesNulls || AreKnown(arguments, row, nullable ?? []))
            {
                BitUtility.SetBit(bits, row);
                build(arguments, row, building);
            }

            offsets[row + 1] = building._count;
        }

        return ColumnVector.Flat(building.Build(type, arrays, offsets, Validity.FromBits(bits, length)));
    };

    /// <summary>A number of elements, if it is one that can be built.</summary>
    public static long Bounded(long count) => count <= MostElements
        ? count
        : throw new RerunException($"A list made here has at most {MostElements} elements, not {count}.", RerunErrorCode.InvalidArgument);

    /// <summary>Adds elements of a source, one after the other.</summary>
    /// <param name="source">The number of the source, or <see cref="Null"/>.</param>
    /// <param name="place">Where they begin.</param>
    /// <param name="count">How many.</param>
    public void Add(int source, int place, int count = 1)
    {
        if (count <= 0)
        {
            return;
        }

        _count = checked(_count + count);
        if (_ranges.Count > 0 && _ranges[^1] is var last && source >= 0 && last.Source == source && last.Start + last.Length == place)
        {
            _ranges[^1] = new ArrayRange(source, last.Start, last.Length + count);
        }
        else
        {
            _ranges.Add(new ArrayRange(source, place, count));
        }
    }

    private static bool AreKnown(ReadOnlySpan<ColumnVector> arguments, int row, int[] nullable)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].IsNull(row) && !nullable.Contains(i))
            {
                return false;
            }
        }

        return true;
    }

    private IArrowArray Build(ListType type, IArrowArray[] sources, int[] offsets, Validity validity)
    {
        var elements = ArraySelection.TakeRanges(type.ValueDataType, sources, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ranges));
        return NewArrays.List(type, offsets, elements, validity);
    }
}
