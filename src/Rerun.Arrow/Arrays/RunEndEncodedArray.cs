using Rerun.Arrow.Types;

namespace Rerun.Arrow;

/// <summary>An array of runs of equal values.</summary>
public sealed class RunEndEncodedArray : ArrowArray
{
    private IArrowArray? _runEnds;
    private IArrowArray? _values;
    private int _nullCount = -1;

    /// <summary>The array over some data.</summary>
    /// <exception cref="ArgumentException">The data is of another type.</exception>
    public RunEndEncodedArray(ArrayData data)
        : base(data)
    {
        CheckType(ArrowTypeId.RunEndEncoded);
        data.CheckLayout(0, 2);
    }

    /// <summary>The array of runs.</summary>
    /// <param name="runEnds">For each run the position after its last value, ascending: Int16, Int32 or Int64.</param>
    /// <param name="values">For each run its value.</param>
    /// <param name="length">The number of values; not more than the last run end.</param>
    /// <param name="offset">Where the first value stands in the runs.</param>
    public RunEndEncodedArray(IArrowArray runEnds, IArrowArray values, int length, int offset = 0)
        : this(new ArrayData(
            new RunEndEncodedType(runEnds.Data.DataType, values.Data.DataType), length, 0, offset, Array.Empty<ArrowBuffer>(), [runEnds.Data, values.Data]))
    {
    }

    /// <summary>For each run the position after its last value, counted without this array's offset.</summary>
    public IArrowArray RunEnds => _runEnds ??= ArrowArrayFactory.BuildArray(Data.Children[0]);

    /// <summary>For each run its value.</summary>
    public IArrowArray Values => _values ??= ArrowArrayFactory.BuildArray(Data.Children[1]);

    /// <summary>The number of values whose run's value is null.</summary>
    public override int NullCount
    {
        get
        {
            if (_nullCount < 0)
            {
                var count = 0;
                if (Values.NullCount > 0)
                {
                    for (var i = 0; i < Length; i++)
                    {
                        count += IsValid(i) ? 0 : 1;
                    }
                }

                _nullCount = count;
            }

            return _nullCount;
        }
    }

    /// <summary>The run in which a value stands: its position in <see cref="Values"/>.</summary>
    public int FindPhysicalIndex(int index)
    {
        CheckIndex(index);
        var logical = (long)Offset + index;
        int low = 0, high = RunEnds.Length;
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) >> 1);
            if (RunEnd(middle) <= logical)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Whether the value of the run at a position is not null.</summary>
    public override bool IsValid(int index) => Values.IsValid(FindPhysicalIndex(index));

    /// <summary>The end of a run.</summary>
    internal long RunEnd(int run) => RunEnds switch
    {
        Int16Array array => array.Values[run],
        Int32Array array => array.Values[run],
        _ => ((Int64Array)RunEnds).Values[run],
    };
}
