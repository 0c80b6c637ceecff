using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>
/// Reads a column whose cells stand elsewhere: in a dictionary, a run, a union's child or a list of one. Subclasses say where;
/// every getter is that cell's own.
/// </summary>
internal abstract class IndirectReader(Field field) : ValueReader(field)
{
    /// <summary>What a cell that is null in the indirection itself resolves to.</summary>
    protected NullReader Null { get; } = new(field);

    public abstract override ValueReader Resolve(ref int row);

    public sealed override bool IsNull(int row) => Resolve(ref row).IsNull(row);

    public override object GetValue(int row) => Resolve(ref row).GetValue(row);

    public sealed override object GetProviderValue(int row) => Resolve(ref row).GetProviderValue(row);

    public sealed override bool GetBoolean(int row) => Resolve(ref row).GetBoolean(row);

    public sealed override byte GetByte(int row) => Resolve(ref row).GetByte(row);

    public sealed override sbyte GetSByte(int row) => Resolve(ref row).GetSByte(row);

    public sealed override short GetInt16(int row) => Resolve(ref row).GetInt16(row);

    public sealed override ushort GetUInt16(int row) => Resolve(ref row).GetUInt16(row);

    public sealed override int GetInt32(int row) => Resolve(ref row).GetInt32(row);

    public sealed override uint GetUInt32(int row) => Resolve(ref row).GetUInt32(row);

    public sealed override long GetInt64(int row) => Resolve(ref row).GetInt64(row);

    public sealed override ulong GetUInt64(int row) => Resolve(ref row).GetUInt64(row);

    public sealed override Int128 GetInt128(int row) => Resolve(ref row).GetInt128(row);

    public sealed override Half GetHalf(int row) => Resolve(ref row).GetHalf(row);

    public sealed override float GetFloat(int row) => Resolve(ref row).GetFloat(row);

    public sealed override double GetDouble(int row) => Resolve(ref row).GetDouble(row);

    public sealed override decimal GetDecimal(int row) => Resolve(ref row).GetDecimal(row);

    public sealed override DateTime GetDateTime(int row) => Resolve(ref row).GetDateTime(row);

    public sealed override DateTimeOffset GetDateTimeOffset(int row) => Resolve(ref row).GetDateTimeOffset(row);

    public sealed override DateOnly GetDateOnly(int row) => Resolve(ref row).GetDateOnly(row);

    public sealed override TimeOnly GetTimeOnly(int row) => Resolve(ref row).GetTimeOnly(row);

    public sealed override TimeSpan GetTimeSpan(int row) => Resolve(ref row).GetTimeSpan(row);

    public sealed override Timestamp64 GetTimestamp64(int row) => Resolve(ref row).GetTimestamp64(row);

    public sealed override Duration64 GetDuration64(int row) => Resolve(ref row).GetDuration64(row);

    public sealed override Guid GetGuid(int row) => Resolve(ref row).GetGuid(row);

    public override string GetString(int row) => Resolve(ref row).GetString(row);

    public sealed override char GetChar(int row) => Resolve(ref row).GetChar(row);

    public sealed override ReadOnlyMemory<byte> GetMemory(int row) => Resolve(ref row).GetMemory(row);

    public override Array ReadArray(int start, int count, bool nullable)
    {
        var elementType = ArrayType(nullable).GetElementType()!;
        var values = Array.CreateInstance(elementType, count);
        for (var i = 0; i < count; i++)
        {
            if (!IsNull(start + i))
            {
                values.SetValue(GetValue(start + i), i);
            }
            else if (elementType.IsValueType && Nullable.GetUnderlyingType(elementType) is null)
            {
                return ReadArray(start, count, nullable: true);
            }
        }

        return values;
    }
}
