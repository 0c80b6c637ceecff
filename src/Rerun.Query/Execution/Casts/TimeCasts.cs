using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Casts;

/// <summary>Conversions among dates, times, timestamps, durations and intervals, and from and to their counts.</summary>
internal static class TimeCasts
{
    private interface IStep<TIn, TOut>
    {
        bool TryConvert(TIn value, out TOut result);
    }

    /// <summary>The conversion, or null if there is none.</summary>
    public static (ArrayConversion Conversion, bool CanFail)? Find(IArrowType from, IArrowType to)
    {
        if (UnitOf(from) is var source and > 0 && UnitOf(to) is var target and > 0 && (from.TypeId == to.TypeId || (IsTime(from) && IsTime(to))))
        {
            return Scale(from, to, source, target);
        }

        if (SqlTypes.IsInteger(from))
        {
            return FromCount(from, to);
        }

        if (SqlTypes.IsInteger(to))
        {
            return ToCount(from, to);
        }

        return (from.TypeId, to.TypeId) switch
        {
            (ArrowTypeId.Date64, ArrowTypeId.Date32) => (Step<long, int, DaysOfMilliseconds>(to, default), true),
            (ArrowTypeId.Date32, ArrowTypeId.Date64) => (Step<int, long, MillisecondsOfDays>(to, default), false),
            (ArrowTypeId.Date32, ArrowTypeId.Timestamp) => (Step<int, long, TimestampOfDays>(to, new TimestampOfDays(Calendar.Day / UnitOf(to))), true),
            (ArrowTypeId.Timestamp, ArrowTypeId.Date32) => (Step<long, int, DayOfTimestamp>(to, new DayOfTimestamp(Calendar.Day / UnitOf(from))), true),
            (ArrowTypeId.Date64, ArrowTypeId.Timestamp) or (ArrowTypeId.Timestamp, ArrowTypeId.Date64) => Through(from, SqlTypes.Date, to),
            (ArrowTypeId.Timestamp, ArrowTypeId.Time64) when UnitOf(from) == 1 && UnitOf(to) == 1 => (Step<long, long, TimeOfTimestamp>(to, default), false),
            (ArrowTypeId.Timestamp, ArrowTypeId.Time32 or ArrowTypeId.Time64) when UnitOf(from) != 1 => Through(from, SqlTypes.Timestamp, to),
            (ArrowTypeId.Timestamp, ArrowTypeId.Time32 or ArrowTypeId.Time64) => Through(from, SqlTypes.Time, to),
            (ArrowTypeId.Duration, ArrowTypeId.Interval) when IsFullInterval(to) => UnitOf(from) == 1
                ? (Step<long, MonthDayNanosecondInterval, IntervalOfDuration>(to, default), false)
                : Through(from, SqlTypes.Duration, to),
            (ArrowTypeId.Interval, ArrowTypeId.Duration) when IsFullInterval(from) => UnitOf(to) == 1
                ? (Step<MonthDayNanosecondInterval, long, DurationOfInterval>(to, default), true)
                : Through(from, SqlTypes.Duration, to),
            (ArrowTypeId.Interval, ArrowTypeId.Interval) when IsFullInterval(to) => ((IntervalType)from).Unit == IntervalUnit.YearMonth
                ? (Step<YearMonthInterval, MonthDayNanosecondInterval, FullOfMonths>(to, default), false)
                : (Step<DayTimeInterval, MonthDayNanosecondInterval, FullOfDayTime>(to, default), false),
            (ArrowTypeId.Time32 or ArrowTypeId.Time64, ArrowTypeId.Duration) when UnitOf(from) == 1 && UnitOf(to) == 1 => ((array, _) => NewArrays.Relabel(array, to), false),
            (ArrowTypeId.Time32 or ArrowTypeId.Time64, ArrowTypeId.Interval) when IsFullInterval(to) => Through(from, SqlTypes.Duration, to),
            (ArrowTypeId.Time32 or ArrowTypeId.Time64, ArrowTypeId.Duration) => Through(from, SqlTypes.Time, SqlTypes.Duration),
            _ => null,
        };
    }

    private static bool IsTime(IArrowType type) => type.TypeId is ArrowTypeId.Time32 or ArrowTypeId.Time64;

    private static bool IsFullInterval(IArrowType type) => type is IntervalType { Unit: IntervalUnit.MonthDayNanosecond };

    // The nanoseconds of the unit that values of the type count; 0 for types that do not count one.
    private static long UnitOf(IArrowType type) => type switch
    {
        TimestampType timestamp => Calendar.NanosecondsPer(timestamp.Unit),
        DurationType duration => Calendar.NanosecondsPer(duration.Unit),
        Time32Type time => Calendar.NanosecondsPer(time.Unit),
        Time64Type time => Calendar.NanosecondsPer(time.Unit),
        _ => 0,
    };

    private static (ArrayConversion, bool) Scale(IArrowType from, IArrowType to, long source, long target)
    {
        var narrowFrom = from.TypeId == ArrowTypeId.Time32;
        var narrowTo = to.TypeId == ArrowTypeId.Time32;
        if (source == target && narrowFrom == narrowTo)
        {
            return ((array, _) => NewArrays.Relabel(array, to), false);
        }

        var step = new Rescale(Math.Max(1, source / target), Math.Max(1, target / source));
        var conversion = (narrowFrom, narrowTo) switch
        {
            (true, true) => Step<int, int, Rescale>(to, step),
            (true, false) => Step<int, long, Rescale>(to, step),
            (false, true) => Step<long, int, Rescale>(to, step),
            _ => Step<long, long, Rescale>(to, step),
        };
        return (conversion, source > target);
    }

    private static (ArrayConversion, bool)? FromCount(IArrowType from, IArrowType to)
    {
        IArrowType? count = to.TypeId switch
        {
            ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 => SqlTypes.BigInt,
            ArrowTypeId.Date32 or ArrowTypeId.Time32 => SqlTypes.Int,
            _ => null,
        };
        if (IsTime(to) && count is not null && Cast.Between(from, count) is { } plain)
        {
            var inDay = new WithinDay(Calendar.Day / UnitOf(to));
            var clock = to.TypeId == ArrowTypeId.Time32 ? Step<int, int, WithinDay>(to, inDay) : Step<long, long, WithinDay>(to, inDay);
            return ((array, isTry) => clock(plain.Convert(array, isTry), isTry), true);
        }

        return count is not null && Cast.Between(from, count) is { } first
            ? ((array, isTry) => NewArrays.Relabel(first.Convert(array, isTry), to), first.CanFail)
            : null;
    }

    private static (ArrayConversion, bool)? ToCount(IArrowType from, IArrowType to)
    {
        IArrowType? count = from.TypeId switch
        {
            ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 => SqlTypes.BigInt,
            ArrowTypeId.Date32 or ArrowTypeId.Time32 => SqlTypes.Int,
            _ => null,
        };
        return count is not null && Cast.Between(count, to) is { } second
            ? ((array, isTry) => second.Convert(NewArrays.Relabel(array, count), isTry), second.CanFail)
            : null;
    }

    private static (ArrayConversion, bool)? Through(IArrowType from, IArrowType middle, IArrowType to) =>
        Cast.Between(from, middle) is { } first && Cast.Between(middle, to) is { } second
            ? ((array, isTry) => second.Convert(first.Convert(array, isTry), isTry), first.CanFail || second.CanFail)
            : null;

    private static ArrayConversion Step<TIn, TOut, TStep>(IArrowType to, TStep step)
        where TIn : unmanaged
        where TOut : unmanaged
        where TStep : struct, IStep<TIn, TOut> => (array, isTry) =>
        {
            var source = NewArrays.ValuesOf<TIn>(array);
            var buffer = NewArrays.Buffer<TOut>(source.Length, out var target);
            var all = true;
            for (var i = 0; i < source.Length; i++)
            {
                all &= step.TryConvert(source[i], out target[i]);
            }

            var validity = Validity.Of(array);
            if (!all)
            {
                var bits = NewArrays.Bitmap(source.Length);
                for (var i = 0; i < source.Length; i++)
                {
                    if (validity[i] && step.TryConvert(source[i], out _))
                    {
                        BitUtility.SetBit(bits, i);
                    }
                    else if (validity[i] && !isTry)
                    {
                        throw Cast.Failure(array, i, to, "it does not fit");
                    }
                }

                validity = Validity.FromBits(bits, source.Length);
            }

            return NewArrays.Fixed(to, buffer, validity, source.Length);
        };

    private readonly struct Rescale(long factor, long divisor) : IStep<long, long>, IStep<int, int>, IStep<int, long>, IStep<long, int>
    {
        public bool TryConvert(long value, out long result)
        {
            var high = Math.BigMul(value, factor, out result);
            result = factor == 1 ? Calendar.FloorDivide(value, divisor) : result;
            return factor == 1 || high == result >> 63;
        }

        public bool TryConvert(int value, out int result)
        {
            var ok = TryConvert(value, out long wide);
            result = (int)wide;
            return ok && result == wide;
        }

        public bool TryConvert(int value, out long result) => TryConvert((long)value, out result);

        public bool TryConvert(long value, out int result)
        {
            var ok = TryConvert(value, out long wide);
            result = (int)wide;
            return ok && result == wide;
        }
    }

    private readonly struct DaysOfMilliseconds : IStep<long, int>
    {
        public bool TryConvert(long value, out int result)
        {
            var days = Calendar.FloorDivide(value, 86_400_000);
            result = (int)days;
            return result == days;
        }
    }

    private readonly struct MillisecondsOfDays : IStep<int, long>
    {
        public bool TryConvert(int value, out long result)
        {
            result = value * 86_400_000L;
            return true;
        }
    }

    private readonly struct TimestampOfDays(long unitsPerDay) : IStep<int, long>
    {
        public bool TryConvert(int value, out long result) => Math.BigMul(value, unitsPerDay, out result) == result >> 63;
    }

    private readonly struct DayOfTimestamp(long unitsPerDay) : IStep<long, int>
    {
        public bool TryConvert(long value, out int result)
        {
            var days = Calendar.FloorDivide(value, unitsPerDay);
            result = (int)days;
            return result == days;
        }
    }

    private readonly struct TimeOfTimestamp : IStep<long, long>
    {
        public bool TryConvert(long value, out long result)
        {
            result = Calendar.FloorModulo(value, Calendar.Day);
            return true;
        }
    }

    private readonly struct WithinDay(long unitsPerDay) : IStep<long, long>, IStep<int, int>
    {
        public bool TryConvert(long value, out long result)
        {
            result = value;
            return value >= 0 && value < unitsPerDay;
        }

        public bool TryConvert(int value, out int result)
        {
            result = value;
            return value >= 0 && value < unitsPerDay;
        }
    }

    private readonly struct IntervalOfDuration : IStep<long, MonthDayNanosecondInterval>
    {
        public bool TryConvert(long value, out MonthDayNanosecondInterval result)
        {
            result = new MonthDayNanosecondInterval(0, 0, value);
            return true;
        }
    }

    private readonly struct DurationOfInterval : IStep<MonthDayNanosecondInterval, long>
    {
        public bool TryConvert(MonthDayNanosecondInterval value, out long result)
        {
            var total = ((Int128)value.Days * Calendar.Day) + value.Nanoseconds;
            result = (long)total;
            return value.Months == 0 && result == total;
        }
    }

    private readonly struct FullOfMonths : IStep<YearMonthInterval, MonthDayNanosecondInterval>
    {
        public bool TryConvert(YearMonthInterval value, out MonthDayNanosecondInterval result)
        {
            result = new MonthDayNanosecondInterval(value.Months, 0, 0);
            return true;
        }
    }

    private readonly struct FullOfDayTime : IStep<DayTimeInterval, MonthDayNanosecondInterval>
    {
        public bool TryConvert(DayTimeInterval value, out MonthDayNanosecondInterval result)
        {
            result = new MonthDayNanosecondInterval(0, value.Days, value.Milliseconds * 1_000_000L);
            return true;
        }
    }
}
