using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Intervals made of parts, and periods that are compared.</summary>
internal static class TimePeriods
{
    /// <summary>The function that OVERLAPS is.</summary>
    public const string Overlaps = "overlaps";

    /// <summary>The function whose arguments may be named.</summary>
    public const string MakeInterval = "make_interval";

    /// <summary>The arguments of <see cref="MakeInterval"/> in order.</summary>
    public static readonly string[] IntervalParts = ["years", "months", "weeks", "days", "hours", "mins", "secs"];

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Time, MakeInterval, "([years, months, weeks, days, hours, mins, secs])", "An interval of its parts, those that are not given 0; they may be named.",
            ["make_interval(0, 1, 0, 2, 3) → 1 month 2 days 03:00:00", "make_interval(days => 10, secs => 1.5) → 10 days 00:00:01.5"],
            [.. Enumerable.Range(0, IntervalParts.Length + 1).Select(count => ScalarOverload.Of(
                [.. Enumerable.Range(0, count).Select(i => i < IntervalParts.Length - 1 ? (IArrowType)SqlTypes.BigInt : SqlTypes.Double)],
                SqlTypes.Interval, Values<MonthDayNanosecondInterval>(SqlTypes.Interval, (a, row) => OfParts(a, row)), canFail: true))]),
        Declare.Scalar(FunctionFamily.Time, Overlaps, "(start, end, start, end)", "Whether two periods have a moment in common; an end may be an interval after its start, and does not belong to its period. Also written (start, end) OVERLAPS (start, end).",
            ["(DATE '2024-01-01', DATE '2024-02-01') OVERLAPS (DATE '2024-01-31', INTERVAL '2 days') → true", "overlaps(DATE '2024-01-01', DATE '2024-02-01', DATE '2024-02-01', DATE '2024-03-01') → false"],
            NullBehavior.Handle, Volatility.Immutable,
            ScalarOverload.Of([SqlTypes.Timestamp, SqlTypes.Timestamp, SqlTypes.Timestamp, SqlTypes.Timestamp], SqlTypes.Boolean, Meet),
            ScalarOverload.Of([SqlTypes.Time, SqlTypes.Time, SqlTypes.Time, SqlTypes.Time], SqlTypes.Boolean, Meet)),
    ];

    private static MonthDayNanosecondInterval OfParts(ReadOnlySpan<ColumnVector> parts, int row)
    {
        Span<long> whole = stackalloc long[IntervalParts.Length - 1];
        for (var i = 0; i < Math.Min(whole.Length, parts.Length); i++)
        {
            whole[i] = Value<long>(parts[i], row);
        }

        var seconds = parts.Length == IntervalParts.Length ? Value<double>(parts[^1], row) : 0;
        try
        {
            checked
            {
                var nanoseconds = (whole[4] * Calendar.Hour) + (whole[5] * Calendar.Minute) + (long)Math.Round(seconds * Calendar.Second);
                return new MonthDayNanosecondInterval((int)((whole[0] * 12) + whole[1]), (int)((whole[2] * 7) + whole[3]), nanoseconds);
            }
        }
        catch (OverflowException)
        {
            throw new RerunException("The interval is out of range.", RerunErrorCode.ValueOutOfRange);
        }
    }

    private static ColumnVector Meet(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
    {
        var bits = NewArrays.Bitmap(length);
        var known = NewArrays.Bitmap(length);
        for (var row = 0; row < length; row++)
        {
            var value = Meet(Period(arguments[0], arguments[1], row), Period(arguments[2], arguments[3], row));
            BitUtility.SetBit(bits, row, value == true);
            BitUtility.SetBit(known, row, value is not null);
        }

        return ColumnVector.Flat(NewArrays.Boolean(bits, Validity.FromBits(known, length), length));
    }

    // The known end comes first, of two the earlier.
    private static (long? Start, long? End) Period(ColumnVector one, ColumnVector other, int row)
    {
        long? start = one.IsNull(row) ? null : Value<long>(one, row);
        long? end = other.IsNull(row) ? null : Value<long>(other, row);
        return start is null || end < start ? (end, start) : (start, end);
    }

    private static bool? Meet((long? Start, long? End) one, (long? Start, long? End) other)
    {
        if (one.Start is not { } oneStart || other.Start is not { } otherStart)
        {
            return null;
        }

        if (oneStart == otherStart)
        {
            return one.End is null || other.End is null ? null : true;
        }

        // Whether the period that begins later begins before the other ends.
        var (first, later) = oneStart < otherStart ? (one, other) : (other, one);
        return first.End is null ? null : later.Start < first.End ? true : later.End is null ? null : false;
    }
}
