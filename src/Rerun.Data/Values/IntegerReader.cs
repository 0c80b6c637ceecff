using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of integers. Every integer getter answers if the value fits; wider kinds of number answer if they hold it exactly.</summary>
/// <typeparam name="T">The integer.</typeparam>
internal sealed class IntegerReader<T>(Field field) : FixedWidthReader<T>(field)
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override byte GetByte(int row) => typeof(T) == typeof(byte) ? As<byte>(row) : throw Refusal(row, typeof(byte));

    public override sbyte GetSByte(int row) => As<sbyte>(row);

    public override short GetInt16(int row) => As<short>(row);

    public override ushort GetUInt16(int row) => As<ushort>(row);

    public override int GetInt32(int row) => As<int>(row);

    public override uint GetUInt32(int row) => As<uint>(row);

    public override long GetInt64(int row) => As<long>(row);

    public override ulong GetUInt64(int row) => As<ulong>(row);

    public override Int128 GetInt128(int row) => As<Int128>(row);

    public override decimal GetDecimal(int row) => As<decimal>(row);

    public override float GetFloat(int row) => Exactly<float>(row);

    public override double GetDouble(int row) => Exactly<double>(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TTarget As<TTarget>(int row)
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        if (_validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(TTarget));
        }

        var value = _values.Read<T>(row);
        return typeof(T) == typeof(TTarget) ? Unsafe.BitCast<T, TTarget>(value) : Convert<TTarget>(value);
    }

    private TTarget Convert<TTarget>(T value)
        where TTarget : INumberBase<TTarget>
    {
        try
        {
            return TTarget.CreateChecked(value);
        }
        catch (OverflowException)
        {
            throw new OverflowException($"The value {value} of column '{Field.Name}' does not fit {typeof(TTarget).Name}.");
        }
    }

    private TTarget Exactly<TTarget>(int row)
        where TTarget : unmanaged, IFloatingPointIeee754<TTarget>
    {
        var value = As<T>(row);
        var target = TTarget.CreateTruncating(value);
        return T.CreateSaturating(target) == value && (value != T.MaxValue || Unsafe.SizeOf<T>() < Unsafe.SizeOf<TTarget>())
            ? target
            : throw new OverflowException($"The value {value} of column '{Field.Name}' cannot be held exactly by {typeof(TTarget).Name}.");
    }
}
