using System.Runtime.InteropServices;

namespace Rerun.Arrow;

/// <summary>A calendar interval of months, days and nanoseconds, laid out as in an array.</summary>
/// <param name="Months">The number of months.</param>
/// <param name="Days">The number of days.</param>
/// <param name="Nanoseconds">The number of nanoseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct MonthDayNanosecondInterval(int Months, int Days, long Nanoseconds);
