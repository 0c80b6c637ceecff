using System.Numerics;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Arithmetic on columns of decimals: on their digits, in 128 bits where all of them fit, else in as many as it takes.</summary>
internal static class DecimalKernels
{
    /// <summary>Adds, subtracts, multiplies, divides without fraction or takes the remainder; scales are such that this is an operation on digits.</summary>
    /// <param name="left">The left operand's type.</param>
    /// <param name="right">The right operand's type.</param>
    /// <param name="result">The type of the result.</param>
    public static ScalarKernel For<TOp>(DecimalType left, DecimalType right, DecimalType result)
        where TOp : struct, IArithmetic =>
        DecimalTypes.IsNarrow(left) && DecimalTypes.IsNarrow(right) && DecimalTypes.IsNarrow(result)
            ? (arguments, length, _) => Narrow<TOp>(arguments, length, result)
            : (arguments, length, _) => Wide<TOp>(arguments, length, result);

    /// <summary>The negative, or the absolute value.</summary>
    public static ColumnVector Signed(ColumnVector values, DecimalType type, int length, bool isAbsolute) =>
        Map(values, type, length, value => isAbsolute ? BigInteger.Abs(value) : -value);

    /// <summary>Rounds to a scale.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="scale">The digits behind the point that stay; negative rounds to tens, hundreds and so on.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="rounding">Where numbers go.</param>
    /// <param name="length">The number of rows.</param>
    public static ColumnVector Round(ColumnVector values, int scale, DecimalType result, DecimalRounding rounding, int length)
    {
        var from = ((DecimalType)values.Type).Scale;
        return Map(values, result, length, value => Rounded(value, from, scale, result.Scale, rounding));
    }

    /// <summary>Rounds each number to a scale of its own.</summary>
    public static ColumnVector RoundEach(ReadOnlySpan<ColumnVector> arguments, DecimalType result, DecimalRounding rounding, int length)
    {
        var values = new DecimalView(arguments[0]);
        var scales = new FixedView<long>(arguments[1]);
        var from = ((DecimalType)arguments[0].Type).Scale;
        var validity = Validity.Intersect(arguments, length);
        var bytes = new byte[length * result.ByteWidth];
        for (var row = 0; row < length; row++)
        {
            if (validity[row])
            {
                var scale = (int)Math.Clamp(scales[row], -DecimalTypes.Most, from);
                Put(Rounded(values[row], from, scale, result.Scale, rounding), result, bytes, row);
            }
        }

        return ColumnVector.Flat(NewArrays.Fixed(result, bytes, validity, length));
    }

    private static BigInteger Rounded(BigInteger value, int from, int scale, int to, DecimalRounding rounding)
    {
        if (scale < from)
        {
            var unit = PowersOfTen.WideOf(Math.Min(from - scale, DecimalTypes.Most * 2));
            var quotient = BigInteger.DivRem(value, unit, out var rest);
            var half = (BigInteger.Abs(rest) * 2).CompareTo(unit);
            quotient += rounding switch
            {
                DecimalRounding.AwayFromZero => half >= 0 ? rest.Sign : 0,
                DecimalRounding.ToEven => half > 0 || (half == 0 && !quotient.IsEven) ? rest.Sign : 0,
                DecimalRounding.Floor => rest.Sign < 0 ? -1 : 0,
                DecimalRounding.Ceiling => rest.Sign > 0 ? 1 : 0,
                _ => 0,
            };
            value = quotient * unit;
        }

        return DecimalText.Rescale(value, from, to);
    }

    private static ColumnVector Narrow<TOp>(ReadOnlySpan<ColumnVector> arguments, int length, DecimalType result)
        where TOp : struct, IArithmetic
    {
        var left = new FixedView<Int128>(arguments[0]);
        var right = new FixedView<Int128>(arguments[1]);
        var validity = Validity.Intersect(arguments, length);
        var buffer = NewArrays.Buffer<Int128>(length, out var target);
        var limit = PowersOfTen.Of(result.Precision);
        for (var row = 0; row < target.Length; row++)
        {
            target[row] = 0;
            if (!validity[row])
            {
                continue;
            }

            var value = Compute<TOp>(left[row], right[row], out var overflows);
            if (overflows || value >= limit || value <= -limit)
            {
                throw Overflow<TOp>(arguments, row, result);
            }

            target[row] = value;
        }

        return ColumnVector.Flat(NewArrays.Fixed(result, buffer, validity, length));
    }

    private static Int128 Compute<TOp>(Int128 left, Int128 right, out bool overflows)
        where TOp : struct, IArithmetic
    {
        overflows = false;
        if (typeof(TOp) == typeof(Arithmetic.Add))
        {
            // Two numbers of 38 digits add up to less than 128 bits hold.
            return left + right;
        }

        if (typeof(TOp) == typeof(Arithmetic.Subtract))
        {
            return left - right;
        }

        if (typeof(TOp) == typeof(Arithmetic.Multiply))
        {
            if ((long)left == left && (long)right == right)
            {
                return (Int128)(long)left * (long)right;
            }

            try
            {
                return checked(left * right);
            }
            catch (OverflowException)
            {
                overflows = true;
                return 0;
            }
        }

        if (right == 0)
        {
            throw new RerunException("Division of a DECIMAL by zero.", RerunErrorCode.DivisionByZero);
        }

        return typeof(TOp) == typeof(Arithmetic.Modulo) ? left % right : left / right;
    }

    private static ColumnVector Wide<TOp>(ReadOnlySpan<ColumnVector> arguments, int length, DecimalType result)
        where TOp : struct, IArithmetic
    {
        var left = new DecimalView(arguments[0]);
        var right = new DecimalView(arguments[1]);
        var validity = Validity.Intersect(arguments, length);
        var bytes = new byte[checked(length * result.ByteWidth)];
        var limit = PowersOfTen.WideOf(result.Precision);
        for (var row = 0; row < length; row++)
        {
            if (!validity[row])
            {
                continue;
            }

            var value = Compute<TOp>(left[row], right[row]);
            if (BigInteger.Abs(value) >= limit)
            {
                throw Overflow<TOp>(arguments, row, result);
            }

            DecimalView.Write(value, bytes.AsSpan(row * result.ByteWidth, result.ByteWidth));
        }

        return ColumnVector.Flat(NewArrays.Fixed(result, bytes, validity, length));
    }

    private static BigInteger Compute<TOp>(BigInteger left, BigInteger right)
        where TOp : struct, IArithmetic
    {
        if (typeof(TOp) == typeof(Arithmetic.Add))
        {
            return left + right;
        }

        if (typeof(TOp) == typeof(Arithmetic.Subtract))
        {
            return left - right;
        }

        if (typeof(TOp) == typeof(Arithmetic.Multiply))
        {
            return left * right;
        }

        if (right.IsZero)
        {
            throw new RerunException("Division of a DECIMAL by zero.", RerunErrorCode.DivisionByZero);
        }

        return typeof(TOp) == typeof(Arithmetic.Modulo) ? left % right : left / right;
    }

    private static RerunException Overflow<TOp>(ReadOnlySpan<ColumnVector> arguments, int row, DecimalType result) => new(
        $"{typeof(TOp).Name} of {TextOf(arguments[0], row)} and {TextOf(arguments[1], row)} exceeds {SqlTypes.NameOf(result)}.", RerunErrorCode.ValueOutOfRange);

    private static string TextOf(ColumnVector vector, int row) => DecimalCasts.TextOf(vector.Values, vector.PlaceOf(row));

    private static ColumnVector Map(ColumnVector values, DecimalType result, int length, Func<BigInteger, BigInteger> map)
    {
        var view = new DecimalView(values);
        var validity = Validity.Of(values);
        var bytes = new byte[checked(length * result.ByteWidth)];
        for (var row = 0; row < length; row++)
        {
            if (validity[row])
            {
                Put(map(view[row]), result, bytes, row);
            }
        }

        return ColumnVector.Flat(NewArrays.Fixed(result, bytes, validity, length));
    }

    private static void Put(BigInteger value, DecimalType type, byte[] bytes, int row)
    {
        if (BigInteger.Abs(value) >= PowersOfTen.WideOf(type.Precision))
        {
            throw new RerunException($"{DecimalText.Format(value, type.Scale)} exceeds {SqlTypes.NameOf(type)}.", RerunErrorCode.ValueOutOfRange);
        }

        DecimalView.Write(value, bytes.AsSpan(row * type.ByteWidth, type.ByteWidth));
    }
}
