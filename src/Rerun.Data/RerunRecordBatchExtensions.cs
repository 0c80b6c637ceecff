using System.Runtime.InteropServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data;

/// <summary>Reads batches column by column.</summary>
public static class RerunRecordBatchExtensions
{
    /// <summary>A column as numbers, without copying. Of a list column, for example a component, take <see cref="RecordBatch.Column(int)"/> and its child.</summary>
    /// <typeparam name="T">
    /// The number as it is stored: the column's integer or float; <see cref="Timestamp64"/> or <see cref="Duration64"/> for nanosecond time; <see cref="long"/> or
    /// <see cref="int"/> for any time of that width.
    /// </typeparam>
    /// <param name="batch">The batch.</param>
    /// <param name="ordinal">The column's 0-based position.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="InvalidCastException">The column is not stored as that number.</exception>
    public static RerunColumnValues<T> Column<T>(this RecordBatch batch, int ordinal)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(batch);
        var array = batch.Column(ordinal);
        return array switch
        {
            PrimitiveArray<T> numbers => new(array, numbers.Values),
            TimestampArray { Unit: TimeUnit.Nanosecond } times when typeof(T) == typeof(Timestamp64) => new(array, MemoryMarshal.Cast<long, T>(times.Values)),
            DurationArray { Unit: TimeUnit.Nanosecond } times when typeof(T) == typeof(Duration64) => new(array, MemoryMarshal.Cast<long, T>(times.Values)),
            _ => throw new InvalidCastException($"Column '{batch.Schema.GetFieldByIndex(ordinal).Name}' of type {array.Data.DataType} is not stored as {typeof(T).Name}."),
        };
    }
}
