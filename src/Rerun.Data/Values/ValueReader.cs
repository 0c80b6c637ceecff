using System.Diagnostics.CodeAnalysis;
using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Values;

/// <summary>Reads the cells of one column. Made once per result, pointed to the column's array of each batch.</summary>
/// <remarks>
/// What must stay true: typed getters allocate nothing and check nothing but null (rows are checked by the caller); each kind of column overrides
/// the getters it can answer and inherits a refusal for the rest; no member is both generic and virtual.
/// </remarks>
internal abstract class ValueReader(Field field)
{
    /// <summary>The column or child that is read.</summary>
    public Field Field { get; } = field;

    /// <summary>The Arrow type of the values as they are shown.</summary>
    public virtual IArrowType ShownType => Field.DataType;

    /// <summary>The type that <see cref="GetValue"/> gives, known without having seen a value.</summary>
    public abstract Type FieldType { get; }

    /// <summary>The type that <see cref="GetProviderValue"/> gives: the lossless one.</summary>
    public virtual Type ProviderType => FieldType;

    /// <summary>Points to the array of a batch.</summary>
    public abstract void Bind(IArrowArray array);

    /// <summary>Whether a cell is null.</summary>
    public abstract bool IsNull(int row);

    /// <summary>The value of a cell that is not null, boxed.</summary>
    public abstract object GetValue(int row);

    /// <summary>The value of a cell that is not null, boxed, in the form that loses nothing.</summary>
    public virtual object GetProviderValue(int row) => GetValue(row);

    /// <summary>The type of an array of such values.</summary>
    /// <param name="nullable">Whether elements of value types are nullable.</param>
    public abstract Type ArrayType(bool nullable);

    /// <summary>Cells one after the other as an array; elements of value types become nullable if asked for, or if one is null.</summary>
    public abstract Array ReadArray(int start, int count, bool nullable);

    public virtual bool GetBoolean(int row) => throw Refusal(row, typeof(bool));

    public virtual byte GetByte(int row) => throw Refusal(row, typeof(byte));

    public virtual sbyte GetSByte(int row) => throw Refusal(row, typeof(sbyte));

    public virtual short GetInt16(int row) => throw Refusal(row, typeof(short));

    public virtual ushort GetUInt16(int row) => throw Refusal(row, typeof(ushort));

    public virtual int GetInt32(int row) => throw Refusal(row, typeof(int));

    public virtual uint GetUInt32(int row) => throw Refusal(row, typeof(uint));

    public virtual long GetInt64(int row) => throw Refusal(row, typeof(long));

    public virtual ulong GetUInt64(int row) => throw Refusal(row, typeof(ulong));

    public virtual Int128 GetInt128(int row) => throw Refusal(row, typeof(Int128));

    public virtual Half GetHalf(int row) => throw Refusal(row, typeof(Half));

    public virtual float GetFloat(int row) => throw Refusal(row, typeof(float));

    public virtual double GetDouble(int row) => throw Refusal(row, typeof(double));

    public virtual decimal GetDecimal(int row) => throw Refusal(row, typeof(decimal));

    public virtual DateTime GetDateTime(int row) => throw Refusal(row, typeof(DateTime));

    public virtual DateTimeOffset GetDateTimeOffset(int row) => throw Refusal(row, typeof(DateTimeOffset));

    public virtual DateOnly GetDateOnly(int row) => throw Refusal(row, typeof(DateOnly));

    public virtual TimeOnly GetTimeOnly(int row) => throw Refusal(row, typeof(TimeOnly));

    public virtual TimeSpan GetTimeSpan(int row) => throw Refusal(row, typeof(TimeSpan));

    public virtual Timestamp64 GetTimestamp64(int row) => throw Refusal(row, typeof(Timestamp64));

    public virtual Duration64 GetDuration64(int row) => throw Refusal(row, typeof(Duration64));

    public virtual Guid GetGuid(int row) => throw Refusal(row, typeof(Guid));

    public virtual string GetString(int row) => throw Refusal(row, typeof(string));

    /// <summary>The single UTF-16 unit of a text.</summary>
    public virtual char GetChar(int row) => throw Refusal(row, typeof(char));

    /// <summary>The bytes of a binary value, or the UTF-8 bytes of a text: a view of the batch's memory.</summary>
    public virtual ReadOnlyMemory<byte> GetMemory(int row) => throw Refusal(row, typeof(ReadOnlyMemory<byte>));

    /// <summary>The column in which the value of a cell really stands, and where: itself, but for encoded columns, unions and flattened lists.</summary>
    public virtual ValueReader Resolve(ref int row) => this;

    /// <summary>The refusal to read a cell as a type: because it is null, or because its column has another type.</summary>
    public InvalidCastException Refusal(int row, Type requested) => IsNull(row)
        ? new($"Column '{Field.Name}' is null here, and {Name(requested)} cannot be. Ask IsDBNull first, or read a nullable type.")
        : new($"Column '{Field.Name}' of type {Field.DataType} cannot be read as {Name(requested)}; it reads as {Name(FieldType)}.");

    /// <summary>Throws the refusal; apart from the getters, so that they inline.</summary>
    [DoesNotReturn]
    protected void ThrowRefusal(int row, Type requested) => throw Refusal(row, requested);

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } underlying ? $"{underlying.Name}?" : type.Name;
}
