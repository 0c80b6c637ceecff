using System.Runtime.InteropServices;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Vectors;

/// <summary>Makes arrays of length 1 and constant vectors from single values, and reads them back.</summary>
internal static class Constants
{
    /// <summary>A boolean.</summary>
    public static IArrowArray Of(bool value) => NewArrays.Boolean([value ? (byte)1 : (byte)0, 0, 0, 0, 0, 0, 0, 0], default, 1);

    /// <summary>An INT.</summary>
    public static IArrowArray Of(int value) => NewArrays.Fixed(SqlTypes.Int, [value]);

    /// <summary>A BIGINT.</summary>
    public static IArrowArray Of(long value) => NewArrays.Fixed(SqlTypes.BigInt, [value]);

    /// <summary>A DOUBLE.</summary>
    public static IArrowArray Of(double value) => NewArrays.Fixed(SqlTypes.Double, [value]);

    /// <summary>A text.</summary>
    public static IArrowArray Of(string value) => OfBytes(SqlTypes.Text, Encoding.UTF8.GetBytes(value));

    /// <summary>An interval.</summary>
    public static IArrowArray OfInterval(int months, int days, long nanoseconds) =>
        NewArrays.Fixed(SqlTypes.Interval, [new MonthDayNanosecondInterval(months, days, nanoseconds)]);

    /// <summary>A value of any fixed-width type, given in that type's own representation (a timestamp is its <see cref="long"/>).</summary>
    public static IArrowArray Of<T>(IArrowType type, T value)
        where T : unmanaged => NewArrays.Fixed<T>(type, [value]);

    /// <summary>A text or blob.</summary>
    public static IArrowArray OfBytes(IArrowType type, ReadOnlySpan<byte> value)
    {
        var builder = new TextBuilder(1, value.Length);
        builder.Append(value);
        return builder.Build(type);
    }

    /// <summary>A list of values.</summary>
    public static IArrowArray OfList(IArrowArray elements) =>
        NewArrays.List(SqlTypes.ListOf(elements.Data.DataType), [0, elements.Length], elements, default);

    /// <summary>A constant NULL of a type.</summary>
    public static ColumnVector Null(IArrowType type, int length) => ColumnVector.Constant(ArrayTaking.Nulls(type, 1), length);

    /// <summary>The text of a constant vector that is not null.</summary>
    public static string TextOf(ColumnVector vector) => Encoding.UTF8.GetString(new TextView(vector)[0]);

    /// <summary>The value of a constant vector that is not null.</summary>
    public static T ValueOf<T>(ColumnVector vector)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(vector.Values.Data.Buffers[1].Span)[vector.Values.Data.Offset];
}
