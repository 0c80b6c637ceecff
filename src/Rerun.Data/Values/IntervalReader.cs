using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of calendar intervals, which no CLR type holds: they come as Arrow's own structs.</summary>
/// <typeparam name="T">The interval's struct, laid out as in the array.</typeparam>
internal sealed class IntervalReader<T>(Field field) : FixedWidthReader<T>(field)
    where T : unmanaged;
