using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Catalog.Tables;

/// <summary>Grows an array of a column's type from .NET values, converting each as the official client does.</summary>
internal sealed class ValueAppender
{
    private readonly IArrowArrayBuilder _builder;
    private readonly string _column;
    private readonly Action<object> _append;

    private ValueAppender(IArrowArrayBuilder builder, string column)
    {
        _builder = builder;
        _column = column;
        _append = ForType(builder);
    }

    /// <summary>An appender for a column.</summary>
    /// <exception cref="RerunException">Values of the column's type cannot be made of .NET values.</exception>
    public static ValueAppender Of(Field field)
    {
        try
        {
            return new ValueAppender(ArrowArrayBuilderFactory.Build(field.DataType), field.Name);
        }
        catch (NotSupportedException error)
        {
            throw new RerunException(
                $"The column '{field.Name}' is of type {field.DataType}, whose values cannot be made of .NET values; append an Arrow array.",
                RerunErrorCode.NotSupported,
                error);
        }
    }

    /// <summary>Whether a sequence is one value of a type, not a sequence of rows.</summary>
    public static bool IsOneValue(IArrowType type, object value) => value is string or IDictionary || (value is byte[] && IsBytes(type));

    /// <summary>Adds a value, or null for null.</summary>
    /// <exception cref="RerunException">The value does not fit the type.</exception>
    public void Append(object? value)
    {
        if (value is null or DBNull)
        {
            _builder.AppendNull();
            return;
        }

        try
        {
            _append(value);
        }
        catch (OverflowException error)
        {
            throw new RerunException(
                $"Column '{_column}', row {_builder.Length}: {value} is out of the range of {_builder.DataType}.", RerunErrorCode.ValueOutOfRange, error);
        }
    }

    /// <summary>The array.</summary>
    public IArrowArray Build() => _builder.Build();

    private static bool IsBytes(IArrowType type) => type is BinaryType or LargeBinaryType or BinaryViewType or FixedSizeBinaryType;

    private Action<object> ForType(IArrowArrayBuilder builder) => builder switch
    {
        BooleanArray.Builder b => value => b.Append(value is bool truth ? truth : throw Mismatch(value)),
        Int8Array.Builder b => value => b.Append(Integer<sbyte>(value)),
        Int16Array.Builder b => value => b.Append(Integer<short>(value)),
        Int32Array.Builder b => value => b.Append(Integer<int>(value)),
        Int64Array.Builder b => value => b.Append(Integer<long>(value)),
        UInt8Array.Builder b => value => b.Append(Integer<byte>(value)),
        UInt16Array.Builder b => value => b.Append(Integer<ushort>(value)),
        UInt32Array.Builder b => value => b.Append(Integer<uint>(value)),
        UInt64Array.Builder b => value => b.Append(Integer<ulong>(value)),
        HalfFloatArray.Builder b => value => b.Append((Half)Real(value)),
        FloatArray.Builder b => value => b.Append((float)Real(value)),
        DoubleArray.Builder b => value => b.Append(Real(value)),
        StringArray.Builder b => value => b.Append(Text(value)),
        LargeStringArray.Builder b => value => b.Append(Text(value)),
        StringViewArray.Builder b => value => b.Append(Text(value)),
        BinaryArray.Builder b => value => b.Append(Bytes(value)),
        LargeBinaryArray.Builder b => value => b.Append(Bytes(value)),
        BinaryViewArray.Builder b => value => b.Append(Bytes(value)),
        FixedSizeBinaryArray.Builder b => value => b.Append(Bytes(value, ((FixedSizeBinaryType)b.DataType).ByteWidth)),
        TimestampArray.Builder b => value => AppendInstant(b, value),
        DurationArray.Builder b => value => AppendSpan(b, value),
        Date32Array.Builder b => value => b.Append(Day(value)),
        Date64Array.Builder b => value => b.Append(Day(value)),
        Time32Array.Builder b => value => b.Append(TimeOfDay(value)),
        Time64Array.Builder b => value => b.Append(TimeOfDay(value)),
        ListArray.Builder b => Elements(b.ValueBuilder, -1, () => b.Append()),
        LargeListArray.Builder b => Elements(b.ValueBuilder, -1, () => b.Append()),
        FixedSizeListArray.Builder b => Elements(b.ValueBuilder, ((FixedSizeListType)b.DataType).ListSize, () => b.Append()),
        StructArray.Builder b => Members(b),
        _ => value => throw Mismatch(value),
    };

    // What lies behind the point is cut off, as the official client does; not a number has no integer.
    private T Integer<T>(object value)
        where T : unmanaged, IBinaryInteger<T> => value switch
    {
        sbyte number => T.CreateChecked(number),
        short number => T.CreateChecked(number),
        int number => T.CreateChecked(number),
        long number => T.CreateChecked(number),
        byte number => T.CreateChecked(number),
        ushort number => T.CreateChecked(number),
        uint number => T.CreateChecked(number),
        ulong number => T.CreateChecked(number),
        float number => T.CreateChecked(number),
        double number => T.CreateChecked(number),
        decimal number => T.CreateChecked(number),
        Int128 number => T.CreateChecked(number),
        UInt128 number => T.CreateChecked(number),
        BigInteger number => T.CreateChecked(number),
        Enum member => Integer<T>(Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), CultureInfo.InvariantCulture)),
        _ => throw Mismatch(value),
    };

    private double Real(object value) => value switch
    {
        double number => number,
        float number => number,
        Half number => (double)number,
        decimal number => (double)number,
        long number => number,
        ulong number => number,
        sbyte or short or int or byte or ushort or uint => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw Mismatch(value),
    };

    private string Text(object value) => value switch
    {
        string text => text,
        char letter => letter.ToString(),
        Guid id => id.ToString(),
        Enum member => member.ToString(),
        _ => throw Mismatch(value),
    };

    private byte[] Bytes(object value, int? length = null)
    {
        var bytes = value switch
        {
            byte[] given => given,
            ReadOnlyMemory<byte> memory => memory.ToArray(),
            Memory<byte> memory => memory.ToArray(),
            string text => Encoding.UTF8.GetBytes(text),
            Guid id => id.ToByteArray(bigEndian: true),
            Tuid id => Bytes(id),
            _ => throw Mismatch(value),
        };
        return length is null || bytes.Length == length
            ? bytes
            : throw new RerunException(
                $"Column '{_column}', row {_builder.Length}: {bytes.Length} bytes do not fit {_builder.DataType}.", RerunErrorCode.ValueOutOfRange);
    }

    private static byte[] Bytes(Tuid id)
    {
        var bytes = new byte[Tuid.Size];
        id.Write(bytes);
        return bytes;
    }

    private TimestampArray.Builder AppendInstant(TimestampArray.Builder builder, object value) => value switch
    {
        Timestamp64 instant => builder.Append(instant),
        DateTimeOffset instant => builder.Append(instant),
        DateTime { Kind: DateTimeKind.Local } instant => builder.Append(new DateTimeOffset(instant)),
        DateTime instant => builder.Append(new DateTimeOffset(instant, TimeSpan.Zero)),
        DateOnly day => builder.Append(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)),
        float or double or decimal => throw Mismatch(value),
        _ => builder.Append(Integer<long>(value)),
    };

    private DurationArray.Builder AppendSpan(DurationArray.Builder builder, object value) => value switch
    {
        Duration64 span => builder.Append(span),
        TimeSpan span => builder.Append(span),
        float or double or decimal => throw Mismatch(value),
        _ => builder.Append(Integer<long>(value)),
    };

    private DateOnly Day(object value) => value switch
    {
        DateOnly day => day,
        DateTime instant => DateOnly.FromDateTime(instant),
        DateTimeOffset instant => DateOnly.FromDateTime(instant.UtcDateTime),
        _ => throw Mismatch(value),
    };

    private TimeOnly TimeOfDay(object value) => value switch
    {
        TimeOnly time => time,
        TimeSpan span when span >= TimeSpan.Zero && span < TimeSpan.FromDays(1) => TimeOnly.FromTimeSpan(span),
        TimeSpan => throw new OverflowException(),
        _ => throw Mismatch(value),
    };

    private Action<object> Elements(IArrowArrayBuilder elements, int size, Action start)
    {
        var appender = new ValueAppender(elements, _column);
        return value =>
        {
            if (value is not IEnumerable items || IsOneValue(elements.DataType, value))
            {
                throw Mismatch(value, " A single row of a list column is a list in a list.");
            }

            object?[] all = [.. items.Cast<object?>()];
            if (size >= 0 && all.Length != size)
            {
                throw new RerunException(
                    $"Column '{_column}', row {_builder.Length}: {all.Length} elements do not fit {_builder.DataType}.", RerunErrorCode.ValueOutOfRange);
            }

            start();
            foreach (var item in all)
            {
                appender.Append(item);
            }
        };
    }

    private Action<object> Members(StructArray.Builder structs)
    {
        var type = (StructType)structs.DataType;
        ValueAppender[] appenders = [.. type.Fields.Select((field, i) => new ValueAppender(structs.FieldBuilder(i), $"{_column}.{field.Name}"))];
        return value =>
        {
            if (value is not IEnumerable<KeyValuePair<string, object?>> members)
            {
                throw Mismatch(value, " A struct is a dictionary of its fields.");
            }

            var given = new Dictionary<string, object?>(members, StringComparer.Ordinal);
            structs.Append();
            for (var i = 0; i < appenders.Length; i++)
            {
                given.Remove(type.Fields[i].Name, out var member);
                appenders[i].Append(member);
            }

            if (given.Count > 0)
            {
                throw new RerunException($"Column '{_column}' has no field '{given.Keys.First()}'.", RerunErrorCode.UnknownColumn);
            }
        };
    }

    private RerunException Mismatch(object value, string hint = "") => new(
        $"Column '{_column}', row {_builder.Length}: a value of type {value.GetType().Name} does not fit {_builder.DataType}.{hint}",
        RerunErrorCode.TypeMismatch);
}
