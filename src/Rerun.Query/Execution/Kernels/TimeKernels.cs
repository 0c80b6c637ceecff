using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Catalog;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Truncation, bins, parts and differences of times, in nanoseconds.</summary>
internal static class TimeKernels
{
    /// <summary><c>date_trunc</c> of timestamps.</summary>
    public static ColumnVector Truncate(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
    {
        if (arguments[0].IsConstant)
        {
            var unit = TimeUnitNames.Of(new TextView(arguments[0])[0]);
            if (TimeUnitNames.NanosecondsIn(unit) is var width and > 0)
            {
                // Weeks begin on Monday; 1970 began on a Thursday.
                var shift = unit == DatePart.Week ? 3 * Calendar.Day : 0;
                return TruncateToWidth(arguments[1], width, shift, length);
            }

            return MapKernels.Checked<FixedView<long>, long, long, CutToUnit>(SqlTypes.Timestamp, new CutToUnit(unit), "The beginning of the unit is out of range.")(
                arguments[1..2], length, context);
        }

        return MapKernels.Checked<TextView, ReadOnlySpan<byte>, FixedView<long>, long, long, Cut>(SqlTypes.Timestamp, default, "The beginning of the unit is out of range.")(
            arguments, length, context);
    }

    /// <summary><c>date_trunc</c> of durations.</summary>
    public static ColumnVector TruncateDuration(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context)
    {
        var unit = TimeUnitNames.Of(new TextView(arguments[0])[0]);
        var width = TimeUnitNames.NanosecondsIn(unit);
        return width > 0 && arguments[0].IsConstant
            ? ColumnVector.Flat(NewArrays.Relabel(TruncateToWidth(arguments[1], width, 0, length).ToArray(), SqlTypes.Duration))
            : throw new RerunException("A duration is cut off to a constant unit of fixed length.", RerunErrorCode.InvalidArgument);
    }

    /// <summary>Where the bins of <c>time_bucket</c> begin: a Monday, and for months the first of January.</summary>
    public static long BucketOrigin(long months, long nanoseconds) => (months > 0 ? 10_957 : 10_959) * Calendar.Day;

    /// <summary><c>time_bucket</c> and <c>date_bin</c>: width, time, and perhaps an origin.</summary>
    public static ColumnVector Bin(ReadOnlySpan<ColumnVector> arguments, int length, Func<long, long, long> origin)
    {
        var widths = new FixedView<MonthDayNanosecondInterval>(arguments[0]);
        var times = new FixedView<long>(arguments[1]);
        var origins = arguments.Length > 2 ? new FixedView<long>(arguments[2]) : default;
        var validity = Validity.Intersect(arguments, length);
        var buffer = NewArrays.Buffer<long>(length, out var results);
        for (var row = 0; row < results.Length; row++)
        {
            results[row] = 0;
            if (validity[row])
            {
                var width = widths[row];
                var start = arguments.Length > 2 ? origins[row] : origin(width.Months, width.Nanoseconds);
                results[row] = BinOf(width, times[row], start);
            }
        }

        return ColumnVector.Flat(NewArrays.Fixed(arguments[1].Type, buffer, validity, length));
    }

    /// <summary>The overload of <c>date_part</c> for a constant or computed part.</summary>
    public static ScalarMatch? PartMatch(IReadOnlyList<FunctionArgument> arguments)
    {
        if (arguments.Count != 2 || !SqlTypes.IsText(arguments[0].Type))
        {
            return null;
        }

        var epoch = arguments[0].Constant is { IsConstantNull: false } name && TimeUnitNames.Find(new TextView(name)[0]) == DatePart.Epoch;
        var isDuration = ImplicitCasts.Cost(arguments[1].Type, SqlTypes.Duration) >= 0 && arguments[1].Type.TypeId != Arrow.Types.ArrowTypeId.Null;
        var cost = ImplicitCasts.Cost(arguments[1], SqlTypes.Timestamp);
        var isTime = arguments[1].Type.TypeId is Arrow.Types.ArrowTypeId.Time32 or Arrow.Types.ArrowTypeId.Time64;
        if (!isDuration && !isTime && cost < 0)
        {
            return null;
        }

        if (isTime && arguments[0].Constant is { IsConstantNull: false } part && TimeUnitNames.Find(new TextView(part)[0]) is { } unit and not DatePart.Epoch && TimeUnitNames.NanosecondsIn(unit) is 0 or >= Calendar.Day)
        {
            throw new RerunException($"A TIME has no {unit.ToString().ToLowerInvariant()}.", RerunErrorCode.InvalidArgument);
        }

        var source = isDuration ? SqlTypes.Duration : isTime ? SqlTypes.Time : SqlTypes.Timestamp;
        return epoch
            ? new ScalarMatch(0, [SqlTypes.Text, source], SqlTypes.Double, MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, double, Epoch>(SqlTypes.Double, default))
            : new ScalarMatch(0, [SqlTypes.Text, source], SqlTypes.BigInt, (vectors, length, context) => Part(vectors, length, isDuration, context), CanFail: true);
    }

    /// <summary><c>date_diff</c> and <c>date_sub</c>.</summary>
    public static ColumnVector Difference(ReadOnlySpan<ColumnVector> arguments, int length, bool isComplete) =>
        isComplete
            ? MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, FixedView<long>, long, long, CompleteUnits>(SqlTypes.BigInt, default)(arguments, length, null!)
            : MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, FixedView<long>, long, long, Boundaries>(SqlTypes.BigInt, default)(arguments, length, null!);

    /// <summary><c>make_date</c></summary>
    public static ColumnVector MakeDate(ReadOnlySpan<ColumnVector> arguments, int length, EvaluationContext context) =>
        MapKernels.Fixed<FixedView<long>, long, FixedView<long>, long, FixedView<long>, long, int, DateOfParts>(SqlTypes.Date, default)(arguments, length, context);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ColumnVector TruncateToWidth(ColumnVector times, long width, long shift, int length)
    {
        var source = new FixedView<long>(times);
        var buffer = NewArrays.Buffer<long>(length, out var results);

        // Times come in order more often than not: as long as they stay within one bin there is nothing to divide.
        long start = 0, end = 0;
        for (var row = 0; row < results.Length; row++)
        {
            var time = source[row];
            if (time < start || time >= end)
            {
                start = Floor(time, width, shift);
                end = unchecked(start + width) < start ? long.MaxValue : start + width;
            }

            results[row] = start;
        }

        return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Timestamp, buffer, Validity.Of(times), length));
    }

    private static long Floor(long time, long width, long shift)
    {
        var floor = ((Int128)Calendar.FloorDivide(shift > 0 && time > long.MaxValue - shift ? time : time + shift, width) * width) - shift;
        return floor < long.MinValue ? long.MinValue : (long)floor;
    }

    private static long BinOf(MonthDayNanosecondInterval width, long time, long origin)
    {
        if (width.Months != 0)
        {
            if (width.Days != 0 || width.Nanoseconds != 0 || width.Months < 0)
            {
                throw new RerunException("The width of a bin is positive, and of months or of days and time, not of both.", RerunErrorCode.InvalidArgument);
            }

            var first = Calendar.MonthsOf(Calendar.DayOf(origin));
            var months = first + (Calendar.FloorDivide(Calendar.MonthsOf(Calendar.DayOf(time)) - first, width.Months) * width.Months);
            return checked(Calendar.FirstDayOf(months) * Calendar.Day);
        }

        var length = ((Int128)width.Days * Calendar.Day) + width.Nanoseconds;
        if (length <= 0 || length > long.MaxValue)
        {
            throw new RerunException("The width of a bin is positive and at most 292 years.", RerunErrorCode.InvalidArgument);
        }

        var distance = (Int128)time - origin;
        var bins = distance / length;
        bins = bins * length > distance ? bins - 1 : bins;
        var start = origin + (bins * length);
        return start >= long.MinValue ? (long)start : throw new RerunException("The beginning of the bin is out of range.", RerunErrorCode.ValueOutOfRange);
    }

    private static ColumnVector Part(ReadOnlySpan<ColumnVector> arguments, int length, bool isDuration, EvaluationContext context)
    {
        if (isDuration)
        {
            return MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, long, DurationPart>(SqlTypes.BigInt, default)(arguments, length, context);
        }

        if (arguments[0].IsConstant)
        {
            var part = new PartOf(TimeUnitNames.Of(new TextView(arguments[0])[0]));
            return MapKernels.Fixed<FixedView<long>, long, long, PartOf>(SqlTypes.BigInt, part)(arguments[1..2], length, context);
        }

        return MapKernels.Fixed<TextView, ReadOnlySpan<byte>, FixedView<long>, long, long, NamedPart>(SqlTypes.BigInt, default)(arguments, length, context);
    }

    private static bool TryCut(DatePart unit, long time, out long result)
    {
        if (TimeUnitNames.NanosecondsIn(unit) is var width and > 0)
        {
            result = Floor(time, width, unit == DatePart.Week ? 3 * Calendar.Day : 0);
            return true;
        }

        var day = Calendar.DayOf(time);
        var (year, month, _) = Calendar.DateOf(day);
        var first = unit switch
        {
            DatePart.Month => Calendar.DaysFrom(year, month, 1),
            DatePart.Quarter => Calendar.DaysFrom(year, ((month - 1) / 3 * 3) + 1, 1),
            DatePart.Year => Calendar.DaysFrom(year, 1, 1),
            DatePart.Decade => Calendar.DaysFrom(Calendar.FloorDivide(year, 10) * 10, 1, 1),
            DatePart.Century => Calendar.DaysFrom((Calendar.FloorDivide(year - 1, 100) * 100) + 1, 1, 1),
            DatePart.Millennium => Calendar.DaysFrom((Calendar.FloorDivide(year - 1, 1000) * 1000) + 1, 1, 1),
            DatePart.IsoYear => Calendar.WeekStart(Calendar.DaysFrom(Calendar.IsoWeekOf(day).Year, 1, 4)),
            _ => throw new RerunException($"A time cannot be cut off to {unit}.", RerunErrorCode.InvalidArgument),
        };
        return Math.BigMul(first, Calendar.Day, out result) == result >> 63;
    }

    // How many units begin up to a time; differences of these count boundaries.
    private static long Ordinal(DatePart unit, long time)
    {
        if (TimeUnitNames.NanosecondsIn(unit) is var width and > 0)
        {
            return unit == DatePart.Week
                ? Calendar.FloorDivide(Calendar.DayOf(time) + 3, 7)
                : Calendar.FloorDivide(time, width);
        }

        var months = TimeUnitNames.MonthsIn(unit);
        if (months == 0)
        {
            throw new RerunException($"Times do not differ by {unit}.", RerunErrorCode.InvalidArgument);
        }

        // Centuries and millennia begin with the year 1, all others with the year 0.
        var count = Calendar.MonthsOf(Calendar.DayOf(time)) + (1970 * 12) - (months > 120 ? 12 : 0);
        return Calendar.FloorDivide(count, months);
    }

    /// <summary>A part of a timestamp.</summary>
    public readonly struct PartOf(DatePart part) : IMap<long, long>
    {
        /// <inheritdoc/>
        public long Invoke(long time)
        {
            switch (part)
            {
                case DatePart.Nanosecond:
                    return Calendar.FloorModulo(time, Calendar.Minute);
                case DatePart.Microsecond:
                    return Calendar.FloorModulo(time, Calendar.Minute) / 1_000;
                case DatePart.Millisecond:
                    return Calendar.FloorModulo(time, Calendar.Minute) / 1_000_000;
                case DatePart.Second:
                    return Calendar.FloorModulo(time, Calendar.Minute) / Calendar.Second;
                case DatePart.Minute:
                    return Calendar.FloorModulo(time, Calendar.Hour) / Calendar.Minute;
                case DatePart.Hour:
                    return Calendar.FloorModulo(time, Calendar.Day) / Calendar.Hour;
                case DatePart.Epoch:
                    return Calendar.FloorDivide(time, Calendar.Second);
            }

            var days = Calendar.DayOf(time);
            var (year, month, day) = Calendar.DateOf(days);
            return part switch
            {
                DatePart.Day => day,
                DatePart.Week => Calendar.IsoWeekOf(days).Week,
                DatePart.IsoYear => Calendar.IsoWeekOf(days).Year,
                DatePart.Month => month,
                DatePart.Quarter => ((month - 1) / 3) + 1,
                DatePart.Year => year,
                DatePart.Decade => Calendar.FloorDivide(year, 10),
                DatePart.Century => Calendar.FloorDivide(year - 1, 100) + 1,
                DatePart.Millennium => Calendar.FloorDivide(year - 1, 1000) + 1,
                DatePart.DayOfWeek => Calendar.FloorModulo(days + 4, 7),
                DatePart.IsoDayOfWeek => Calendar.FloorModulo(days + 3, 7) + 1,
                DatePart.Era => year > 0 ? 1 : 0,
                DatePart.Julian => Calendar.JulianDay + days,
                DatePart.YearWeek => Calendar.IsoWeekOf(days) is var week ? (week.Year * 100) + week.Week : 0,
                DatePart.Zone => 0,
                _ => days - Calendar.DaysFrom(year, 1, 1) + 1,
            };
        }
    }

    private readonly struct NamedPart : IMap<ReadOnlySpan<byte>, long, long>
    {
        public long Invoke(ReadOnlySpan<byte> name, long time) => new PartOf(TimeUnitNames.Of(name)).Invoke(time);
    }

    private readonly struct DurationPart : IMap<ReadOnlySpan<byte>, long, long>
    {
        public long Invoke(ReadOnlySpan<byte> name, long duration)
        {
            var part = TimeUnitNames.Of(name);
            return part switch
            {
                DatePart.Day => duration / Calendar.Day,
                DatePart.Hour => duration % Calendar.Day / Calendar.Hour,
                DatePart.Minute => duration % Calendar.Hour / Calendar.Minute,
                DatePart.Second => duration % Calendar.Minute / Calendar.Second,
                DatePart.Millisecond => duration % Calendar.Minute / 1_000_000,
                DatePart.Microsecond => duration % Calendar.Minute / 1_000,
                DatePart.Nanosecond => duration % Calendar.Minute,
                _ => throw new RerunException($"A duration has no {part}.", RerunErrorCode.InvalidArgument),
            };
        }
    }

    private readonly struct Epoch : IMap<ReadOnlySpan<byte>, long, double>
    {
        public double Invoke(ReadOnlySpan<byte> name, long time) =>
            Calendar.FloorDivide(time, Calendar.Second) + (Calendar.FloorModulo(time, Calendar.Second) / 1e9);
    }

    private readonly struct CutToUnit(DatePart unit) : ITryMap<long, long>
    {
        public bool TryInvoke(long time, out long result) => TryCut(unit, time, out result);
    }

    private readonly struct Cut : ITryMap<ReadOnlySpan<byte>, long, long>
    {
        public bool TryInvoke(ReadOnlySpan<byte> unit, long time, out long result) => TryCut(TimeUnitNames.Of(unit), time, out result);
    }

    private readonly struct Boundaries : IMap<ReadOnlySpan<byte>, long, long, long>
    {
        public long Invoke(ReadOnlySpan<byte> unit, long start, long end)
        {
            var part = TimeUnitNames.Of(unit);
            return Ordinal(part, end) - Ordinal(part, start);
        }
    }

    private readonly struct CompleteUnits : IMap<ReadOnlySpan<byte>, long, long, long>
    {
        public long Invoke(ReadOnlySpan<byte> unit, long start, long end)
        {
            var part = TimeUnitNames.Of(unit);
            if (TimeUnitNames.NanosecondsIn(part) is var width and > 0)
            {
                return (long)(((Int128)end - start) / width);
            }

            var months = TimeUnitNames.MonthsIn(part);
            if (months == 0)
            {
                throw new RerunException($"Times do not differ by {part}.", RerunErrorCode.InvalidArgument);
            }

            if (start > end)
            {
                return -Invoke(unit, end, start);
            }

            var whole = Calendar.MonthsOf(Calendar.DayOf(end)) - Calendar.MonthsOf(Calendar.DayOf(start));
            if (Calendar.TryAdd(start, whole, 0, 0, out var reached) && reached > end)
            {
                whole--;
            }

            return whole / months;
        }
    }

    private readonly struct DateOfParts : IMap<long, long, long, int>
    {
        public int Invoke(long year, long month, long day) =>
            year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= Calendar.DaysIn(year, (int)month)
                ? (int)Calendar.DaysFrom(year, month, (int)day)
                : throw new RerunException($"There is no date {year}-{month}-{day}.", RerunErrorCode.ValueOutOfRange);
    }
}
