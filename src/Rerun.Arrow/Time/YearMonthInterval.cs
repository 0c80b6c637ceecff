using System.Runtime.InteropServices;

namespace Rerun.Arrow;

/// <summary>A calendar interval of months, laid out as in an array.</summary>
/// <param name="Months">The number of months.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct YearMonthInterval(int Months);
