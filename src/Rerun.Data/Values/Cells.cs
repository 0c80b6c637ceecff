using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Data.Values.Forms;

namespace Rerun.Data.Values;

/// <summary>Reads a cell as a type that the caller names.</summary>
/// <remarks>
/// The chain of type tests is settled when the JIT compiles the method for a value type: one call remains, without boxing. Everything that is
/// not on the list goes through a <see cref="CellForm{T}"/>, made once per type.
/// </remarks>
internal static class Cells
{
    public static T Get<T>(ValueReader column, int row)
    {
        if (typeof(T) == typeof(long))
        {
            return As<long, T>(column.GetInt64(row));
        }

        if (typeof(T) == typeof(double))
        {
            return As<double, T>(column.GetDouble(row));
        }

        if (typeof(T) == typeof(int))
        {
            return As<int, T>(column.GetInt32(row));
        }

        if (typeof(T) == typeof(float))
        {
            return As<float, T>(column.GetFloat(row));
        }

        if (typeof(T) == typeof(bool))
        {
            return As<bool, T>(column.GetBoolean(row));
        }

        if (typeof(T) == typeof(DateTime))
        {
            return As<DateTime, T>(column.GetDateTime(row));
        }

        if (typeof(T) == typeof(Timestamp64))
        {
            return As<Timestamp64, T>(column.GetTimestamp64(row));
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            return As<DateTimeOffset, T>(column.GetDateTimeOffset(row));
        }

        return typeof(T).IsValueType ? GetRarer<T>(column, row) : CellForm<T>.Instance.Get(column, row);
    }

    private static T GetRarer<T>(ValueReader column, int row)
    {
        if (typeof(T) == typeof(byte))
        {
            return As<byte, T>(column.GetByte(row));
        }

        if (typeof(T) == typeof(sbyte))
        {
            return As<sbyte, T>(column.GetSByte(row));
        }

        if (typeof(T) == typeof(short))
        {
            return As<short, T>(column.GetInt16(row));
        }

        if (typeof(T) == typeof(ushort))
        {
            return As<ushort, T>(column.GetUInt16(row));
        }

        if (typeof(T) == typeof(uint))
        {
            return As<uint, T>(column.GetUInt32(row));
        }

        if (typeof(T) == typeof(ulong))
        {
            return As<ulong, T>(column.GetUInt64(row));
        }

        if (typeof(T) == typeof(Int128))
        {
            return As<Int128, T>(column.GetInt128(row));
        }

        if (typeof(T) == typeof(Half))
        {
            return As<Half, T>(column.GetHalf(row));
        }

        if (typeof(T) == typeof(decimal))
        {
            return As<decimal, T>(column.GetDecimal(row));
        }

        if (typeof(T) == typeof(char))
        {
            return As<char, T>(column.GetChar(row));
        }

        return GetTimeOrOther<T>(column, row);
    }

    private static T GetTimeOrOther<T>(ValueReader column, int row)
    {
        if (typeof(T) == typeof(DateOnly))
        {
            return As<DateOnly, T>(column.GetDateOnly(row));
        }

        if (typeof(T) == typeof(TimeOnly))
        {
            return As<TimeOnly, T>(column.GetTimeOnly(row));
        }

        if (typeof(T) == typeof(TimeSpan))
        {
            return As<TimeSpan, T>(column.GetTimeSpan(row));
        }

        if (typeof(T) == typeof(Duration64))
        {
            return As<Duration64, T>(column.GetDuration64(row));
        }

        if (typeof(T) == typeof(Guid))
        {
            return As<Guid, T>(column.GetGuid(row));
        }

        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
        {
            return As<ReadOnlyMemory<byte>, T>(column.GetMemory(row));
        }

        return CellForm<T>.Instance.Get(column, row);
    }

    // The types are the same whenever this runs; only the compiler does not know.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);
}
