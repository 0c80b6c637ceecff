using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Lists of numbers and times in equal steps.</summary>
internal static class SeriesFunctions
{
    private static readonly IArrowType Numbers = SqlTypes.ListOf(SqlTypes.BigInt);
    private static readonly IArrowType Times = SqlTypes.ListOf(SqlTypes.Timestamp);

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Series("generate_series", "The numbers or times from the first to the last, which belongs to them, as a list.", true, "generate_series(1, 10, 3) → [1, 4, 7, 10]", "generate_series(3, 1, -1) → [3, 2, 1]"),
        Series("range", "The numbers or times from the first, or 0, to the last, which does not belong to them, as a list.", false, "range(3) → [0, 1, 2]", "range(1, 4) → [1, 2, 3]"),
    ];

    private delegate bool Next(long value, out long next);

    private static ScalarFunction Series(string name, string summary, bool isClosed, params string[] examples) => Declare.Scalar(
        FunctionFamily.List, name, "([first,] last [, step])", summary, examples,
        ScalarOverload.Of([SqlTypes.BigInt], Numbers, (a, n, _) => OfNumbers(a, n, isClosed), canFail: true),
        ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt], Numbers, (a, n, _) => OfNumbers(a, n, isClosed), canFail: true),
        ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt, SqlTypes.BigInt], Numbers, (a, n, _) => OfNumbers(a, n, isClosed), canFail: true),
        ScalarOverload.Of([SqlTypes.Timestamp, SqlTypes.Timestamp, SqlTypes.Interval], Times, (a, n, _) => OfTimes(a, n, isClosed), canFail: true));

    private static ColumnVector OfNumbers(ReadOnlySpan<ColumnVector> arguments, int length, bool isClosed)
    {
        var values = new List<long>();
        var offsets = new int[length + 1];
        var validity = Validity.Intersect(arguments, length);
        for (var row = 0; row < length; row++)
        {
            if (validity[row])
            {
                var first = arguments.Length == 1 ? 0 : RowKernels.Value<long>(arguments[0], row);
                var last = RowKernels.Value<long>(arguments[Math.Min(1, arguments.Length - 1)], row);
                var step = arguments.Length > 2 ? RowKernels.Value<long>(arguments[2], row) : 1;
                Add(values, first, last, Math.Sign(step), isClosed, (long value, out long next) =>
                {
                    next = unchecked(value + step);
                    return step > 0 ? next > value : next < value;
                });
            }

            offsets[row + 1] = values.Count;
        }

        return ColumnVector.Flat(NewArrays.List(Numbers, offsets, NewArrays.Fixed<long>(SqlTypes.BigInt, values.ToArray()), validity));
    }

    private static ColumnVector OfTimes(ReadOnlySpan<ColumnVector> arguments, int length, bool isClosed)
    {
        var values = new List<long>();
        var offsets = new int[length + 1];
        var validity = Validity.Intersect(arguments, length);
        for (var row = 0; row < length; row++)
        {
            if (validity[row])
            {
                var first = RowKernels.Value<long>(arguments[0], row);
                var step = RowKernels.Value<MonthDayNanosecondInterval>(arguments[2], row);
                var sign = Calendar.TryAdd(first, step.Months, step.Days, step.Nanoseconds, out var second) ? second.CompareTo(first) : Int128.Sign(ValueComparer.LengthOf(step));
                var count = 0;

                // Months are counted from the first time, so that the end of a month stays one.
                Add(values, first, RowKernels.Value<long>(arguments[1], row), sign, isClosed, (long value, out long next) =>
                {
                    count++;
                    return Calendar.TryAdd(first, (long)step.Months * count, (long)step.Days * count, unchecked(step.Nanoseconds * count), out next) && (sign > 0 ? next > value : next < value);
                });
            }

            offsets[row + 1] = values.Count;
        }

        return ColumnVector.Flat(NewArrays.List(Times, offsets, NewArrays.Fixed<long>(SqlTypes.Timestamp, values.ToArray()), validity));
    }

    private static void Add(List<long> values, long first, long last, int sign, bool isClosed, Next step)
    {
        if (sign == 0)
        {
            throw new RerunException("The step of a series is not zero.", RerunErrorCode.InvalidArgument);
        }

        var start = values.Count;
        var value = first;
        while (sign > 0 ? (isClosed ? value <= last : value < last) : (isClosed ? value >= last : value > last))
        {
            values.Add(value);
            ListBuilding.Bounded(values.Count - start + 1L);
            if (!step(value, out value))
            {
                break;
            }
        }
    }
}
