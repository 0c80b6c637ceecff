using System.Runtime.InteropServices;

namespace Rerun.Arrow;

/// <summary>A calendar interval of days and milliseconds, laid out as in an array.</summary>
/// <param name="Days">The number of days.</param>
/// <param name="Milliseconds">The number of milliseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DayTimeInterval(int Days, int Milliseconds);
