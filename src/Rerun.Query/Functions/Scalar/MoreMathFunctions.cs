using System.Numerics;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>The rarer functions of numbers.</summary>
internal static class MoreMathFunctions
{
    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        One("log1p", "The natural logarithm of the number and 1.", "log1p(0) → 0", double.LogP1),
        One("expm1", "e to the power of the number, less 1.", "expm1(0) → 0", double.ExpM1),
        One("asinh", "The inverse hyperbolic sine.", "asinh(0) → 0", Math.Asinh),
        One("acosh", "The inverse hyperbolic cosine.", "acosh(1) → 0", Math.Acosh),
        One("atanh", "The inverse hyperbolic tangent.", "atanh(0) → 0", Math.Atanh),
        One("sind", "The sine of degrees.", "sind(30) → 0.5", x => OfDegrees(x, 0)),
        One("cosd", "The cosine of degrees.", "cosd(60) → 0.5", x => OfDegrees(x, 90)),
        One("tand", "The tangent of degrees.", "tand(45) → 1", x => OfDegrees(x, 0) / OfDegrees(x, 90)),
        One("cotd", "The cotangent of degrees.", "cotd(45) → 1", x => OfDegrees(x, 90) / OfDegrees(x, 0)),
        One("asind", "The arc sine, in degrees.", "asind(1) → 90", x => Math.Asin(x) * (180 / Math.PI)),
        One("acosd", "The arc cosine, in degrees.", "acosd(0) → 90", x => Math.Acos(x) * (180 / Math.PI)),
        One("atand", "The arc tangent, in degrees.", "atand(1) → 45", x => Math.Atan(x) * (180 / Math.PI)),
        One("even", "The next even number away from zero.", "even(2.5) → 4", x => Math.CopySign(Math.Ceiling(Math.Abs(x) / 2) * 2, x)),
        Declare.Scalar(FunctionFamily.Mathematics, "atan2d", "(y, x)", "The angle of the point (x, y), in degrees.", ["atan2d(1, 1) → 45"],
            ScalarOverload.Of([SqlTypes.Double, SqlTypes.Double], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => Math.Atan2(Value<double>(a[0], row), Value<double>(a[1], row)) * (180 / Math.PI)))),
        Declare.Scalar(FunctionFamily.Mathematics, "e", "()", "Euler's number.", ["round(e(), 2) → 2.72"],
            ScalarOverload.Of([], SqlTypes.Double, (_, length, _) => ColumnVector.Constant(Constants.Of(Math.E), length))),
        Declare.Scalar(FunctionFamily.Mathematics, "nextafter", "(number, toward)", "The next DOUBLE toward another.", ["nextafter(1.0, 2.0) → 1.0000000000000002"],
            ScalarOverload.Of([SqlTypes.Double, SqlTypes.Double], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => NextAfter(Value<double>(a[0], row), Value<double>(a[1], row))))),
        Declare.Scalar(FunctionFamily.Arithmetic, "factorial", "(number)", "The product of the whole numbers up to this one, exactly, up to 56!.", ["factorial(5) → 120"],
            ScalarOverload.Of([SqlTypes.BigInt], DecimalTypes.Of(DecimalTypes.Most, 0), (a, n, _) => Factorials(a[0], n), canFail: true)),
        Declare.Scalar(FunctionFamily.Arithmetic, "lcm", "(a, b)", "The least common multiple.", ["lcm(4, 6) → 12"],
            ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => LeastCommonMultiple(Value<long>(a[0], row), Value<long>(a[1], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Arithmetic, "bit_count", "(number)", "The number of bits that are set.", ["bit_count(7) → 3"],
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => BitOperations.PopCount((ulong)Value<long>(a[0], row))))),
        Declare.Scalar(FunctionFamily.Arithmetic, "width_bucket", "(number, low, high, buckets)", "The number of the bucket of a histogram that the number falls into: 0 below, buckets + 1 above.", ["width_bucket(5.35, 0.024, 10.06, 5) → 3"],
            ScalarOverload.Of([SqlTypes.Double, SqlTypes.Double, SqlTypes.Double, SqlTypes.BigInt], SqlTypes.BigInt, Values<long>(SqlTypes.BigInt, (a, row) => BucketOf(Value<double>(a[0], row), Value<double>(a[1], row), Value<double>(a[2], row), Value<long>(a[3], row))), canFail: true)),
    ];

    private static ScalarFunction One(string name, string summary, string example, Func<double, double> compute) => Declare.Scalar(
        FunctionFamily.Mathematics, name, "(number)", summary, [example],
        ScalarOverload.Of([SqlTypes.Double], SqlTypes.Double, Values<double>(SqlTypes.Double, (a, row) => compute(Value<double>(a[0], row)))));

    // Multiples of 30 degrees, where people know the answer, are exact.
    private static double OfDegrees(double degrees, double shift)
    {
        var angle = Math.IEEERemainder(degrees, 360) + shift;
        angle = angle > 180 ? angle - 360 : angle;
        return angle switch
        {
            0 or 180 or -180 => 0,
            30 or 150 => 0.5,
            -30 or -150 => -0.5,
            90 => 1,
            -90 => -1,
            45 or 135 => Math.Sqrt(0.5),
            -45 or -135 => -Math.Sqrt(0.5),
            _ => Math.Sin(angle * (Math.PI / 180)),
        };
    }

    private static double NextAfter(double number, double toward) =>
        double.IsNaN(number) || double.IsNaN(toward) ? double.NaN : toward > number ? double.BitIncrement(number) : toward < number ? double.BitDecrement(number) : toward;

    private static ColumnVector Factorials(ColumnVector numbers, int length)
    {
        const int Most = 56;
        var type = DecimalTypes.Of(DecimalTypes.Most, 0);
        var bytes = new byte[length * type.ByteWidth];
        for (var row = 0; row < length; row++)
        {
            if (numbers.IsNull(row))
            {
                continue;
            }

            var number = Value<long>(numbers, row);
            if (number is < 0 or > Most)
            {
                throw new RerunException($"factorial() is computed from 0 to {Most}, not of {number}.", RerunErrorCode.ValueOutOfRange);
            }

            var product = BigInteger.One;
            for (var i = 2; i <= number; i++)
            {
                product *= i;
            }

            DecimalView.Write(product, bytes.AsSpan(row * type.ByteWidth, type.ByteWidth));
        }

        return ColumnVector.Flat(NewArrays.Fixed(type, bytes, Validity.Of(numbers), length));
    }

    private static long LeastCommonMultiple(long left, long right)
    {
        if (left == 0 || right == 0)
        {
            return 0;
        }

        var multiple = Int128.Abs(left) / (Int128)BigInteger.GreatestCommonDivisor(left, right) * Int128.Abs(right);
        return multiple <= long.MaxValue ? (long)multiple : throw new RerunException($"The least common multiple of {left} and {right} exceeds BIGINT.", RerunErrorCode.ValueOutOfRange);
    }

    private static long BucketOf(double number, double low, double high, long buckets)
    {
        if (buckets <= 0 || low == high || !double.IsFinite(low) || !double.IsFinite(high))
        {
            throw new RerunException("width_bucket() takes two different finite bounds and a positive number of buckets.", RerunErrorCode.InvalidArgument);
        }

        var place = (number - low) / (high - low);
        return place < 0 ? 0 : place >= 1 || double.IsNaN(place) ? buckets + 1 : (long)(place * buckets) + 1;
    }
}
