using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;

namespace Rerun.Data.Values;

/// <summary>Reads a column of floating point numbers. Wider getters answer; nothing narrows.</summary>
/// <typeparam name="T">The number.</typeparam>
internal sealed class FloatReader<T>(Field field) : FixedWidthReader<T>(field)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Half GetHalf(int row) => Widen<Half>(row);

    public override float GetFloat(int row) => Widen<float>(row);

    public override double GetDouble(int row) => Widen<double>(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TTarget Widen<TTarget>(int row)
        where TTarget : unmanaged, IFloatingPointIeee754<TTarget>
    {
        if (Unsafe.SizeOf<TTarget>() < Unsafe.SizeOf<T>() || _validity.IsNull(row))
        {
            ThrowRefusal(row, typeof(TTarget));
        }

        var value = _values.Read<T>(row);
        return typeof(T) == typeof(TTarget) ? Unsafe.BitCast<T, TTarget>(value) : TTarget.CreateTruncating(value);
    }
}
