using System.Runtime.CompilerServices;

namespace Rerun.Query.Execution.Hashing;

/// <summary>The bits by which key values are hashed and compared.</summary>
internal interface IKeyBits<T>
{
    /// <summary>The bits of a value: equal exactly for values that are equal as keys.</summary>
    static abstract ulong Of(T value);
}

/// <summary>Integers: their own bits.</summary>
internal readonly struct PlainBits<T> : IKeyBits<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<T, byte>(value),
        2 => Unsafe.BitCast<T, ushort>(value),
        4 => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };
}

/// <summary>Doubles: all NaN are one, -0.0 is 0.0.</summary>
internal readonly struct DoubleBits : IKeyBits<double>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(double value) => BitConverter.DoubleToUInt64Bits(double.IsNaN(value) ? double.NaN : value == 0 ? 0.0 : value);
}

/// <summary>Floats: all NaN are one, -0.0 is 0.0.</summary>
internal readonly struct FloatBits : IKeyBits<float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(float value) => BitConverter.SingleToUInt32Bits(float.IsNaN(value) ? float.NaN : value == 0 ? 0.0f : value);
}
