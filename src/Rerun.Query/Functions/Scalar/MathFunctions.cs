using Rerun.Arrow.Types;
using Rerun.Query.Execution.Kernels;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Rounding, trigonometry, logarithms and powers.</summary>
internal static class MathFunctions
{
    /// <summary>The functions of the family.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Scalar(FunctionFamily.Arithmetic, "abs|@", "(number)", "The absolute value.", ["abs(-3) → 3"],
            Integers<AbsoluteLong>(canFail: true), DecimalFunctions.Absolute(), OfReal<Absolute>(), Of<Absolute>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "sign|signum", "(number)", "-1, 0 or 1.", ["sign(-2.5) → -1"], Of<Sign>()),
        Whole<Floor>(DecimalFunctions.Rounded(DecimalRounding.Floor), "floor", "The greatest whole number that is not greater.", "floor(-1.5) → -2"),
        Whole<Ceiling>(DecimalFunctions.Rounded(DecimalRounding.Ceiling), "ceil|ceiling", "The least whole number that is not less.", "ceil(1.2) → 2"),
        Declare.Scalar(FunctionFamily.Arithmetic, "trunc|truncate", "(number [, digits])", "The number without its fraction, or with so many digits of it.", ["trunc(-1.7) → -1", "trunc(2.345, 2) → 2.34"],
            Unchanged(), DecimalFunctions.Rounded(DecimalRounding.Truncate), DecimalFunctions.RoundedTo(DecimalRounding.Truncate), OfReal<Truncate>(), Of<Truncate>(), Digits<TruncateDigits>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "round", "(number [, digits])", "The nearest number; halves away from zero.", ["round(2.5) → 3", "round(2.345, 2) → 2.35"],
            Unchanged(), DecimalFunctions.Rounded(DecimalRounding.AwayFromZero), DecimalFunctions.RoundedTo(DecimalRounding.AwayFromZero), OfReal<Round>(), Of<Round>(), Digits<RoundDigits>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "round_even|bround", "(number [, digits])", "The nearest number; halves to the even neighbour.", ["round_even(2.5) → 2"],
            Unchanged(), DecimalFunctions.Rounded(DecimalRounding.ToEven), DecimalFunctions.RoundedTo(DecimalRounding.ToEven), OfReal<RoundEven>(), Of<RoundEven>(), Digits<RoundEvenDigits>()),
        One<SquareRoot>("sqrt", "The square root; NaN of negative numbers.", "sqrt(9) → 3"),
        One<CubeRoot>("cbrt", "The cube root.", "cbrt(27) → 3"),
        One<Exponential>("exp", "e to the power of the number.", "exp(0) → 1"),
        One<NaturalLogarithm>("ln", "The natural logarithm; -Infinity of 0.", "ln(1) → 0"),
        Declare.Scalar(FunctionFamily.Mathematics, "log|log10", "([base,] number)", "The logarithm to the base, else to 10.", ["log(100) → 2", "log(2, 8) → 3"], Of<Logarithm10>(), Two<LogarithmTo>()),
        One<Logarithm2>("log2", "The logarithm to the base 2.", "log2(8) → 3"),
        Declare.Scalar(FunctionFamily.Mathematics, "power|pow|^|**", "(base, exponent)", "The base to the power of the exponent.", ["power(2, 10) → 1024"], Two<Power>()),
        One<Sine>("sin", "The sine of radians.", "sin(0) → 0"),
        One<Cosine>("cos", "The cosine of radians.", "cos(0) → 1"),
        One<Tangent>("tan", "The tangent of radians.", "tan(0) → 0"),
        One<Cotangent>("cot", "The cotangent of radians."),
        One<ArcSine>("asin", "The arc sine, in radians."),
        One<ArcCosine>("acos", "The arc cosine, in radians."),
        One<ArcTangent>("atan", "The arc tangent, in radians."),
        Declare.Scalar(FunctionFamily.Mathematics, "atan2", "(y, x)", "The angle of the point (x, y), in radians.", ["atan2(0, 1) → 0"], Two<ArcTangent2>()),
        One<HyperbolicSine>("sinh", "The hyperbolic sine."),
        One<HyperbolicCosine>("cosh", "The hyperbolic cosine."),
        One<HyperbolicTangent>("tanh", "The hyperbolic tangent."),
        One<Degrees>("degrees", "Radians as degrees.", "degrees(0) → 0"),
        One<Radians>("radians", "Degrees as radians.", "radians(0) → 0"),
        Declare.Scalar(FunctionFamily.Mathematics, "pi", "()", "The number π.", ["round(pi(), 2) → 3.14"],
            ScalarOverload.Of([], SqlTypes.Double, (_, length, _) => ColumnVector.Constant(Constants.Of(Math.PI), length))),
        Declare.Scalar(FunctionFamily.Mathematics, "random|rand", "()", "A random number from 0 up to 1, another for each row.", [], NullBehavior.Propagate, Volatility.Volatile,
            ScalarOverload.Of([], SqlTypes.Double, (_, length, context) =>
            {
                var buffer = NewArrays.Buffer<double>(length, out var values);
                foreach (ref var value in values)
                {
                    value = context.Random.NextDouble();
                }

                return ColumnVector.Flat(NewArrays.Fixed(SqlTypes.Double, buffer, default, length));
            })),
        Test<IsNaN>("isnan", "Whether the number is NaN.", "isnan(sqrt(-1)) → true"),
        Test<IsZero>("iszero", "Whether the number is zero.", "iszero(-0.0) → true"),
        Test<IsInfinite>("isinf", "Whether the number is infinite.", "isinf(1) → false"),
        Test<IsFinite>("isfinite", "Whether the number is neither NaN nor infinite; of a time true.", "isfinite(1) → true",
            [.. new[] { SqlTypes.Timestamp, SqlTypes.Interval }.Select(type => ScalarOverload.Of([type], SqlTypes.Boolean, RowKernels.Truths((_, _) => true)))]),
        Declare.Scalar(FunctionFamily.Arithmetic, "gcd", "(a, b)", "The greatest common divisor.", ["gcd(12, 18) → 6"], Bits<Gcd>()),
        .. MoreMathFunctions.All(),
        Declare.Scalar(FunctionFamily.Arithmetic, "&", "(left, right)", "Bitwise and.", ["6 & 3 → 2"], Bits<And>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "|", "(left, right)", "Bitwise or.", ["6 | 3 → 7"], Bits<Or>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "xor|#", "(left, right)", "Bitwise exclusive or.", ["xor(6, 3) → 5"], Bits<Xor>()),
        Declare.Scalar(FunctionFamily.Arithmetic, "<<", "(number, bits)", "Shifts bits to the left.", ["1 << 4 → 16"], Bits<ShiftLeft>()),
        Declare.Scalar(FunctionFamily.Arithmetic, ">>", "(number, bits)", "Shifts bits to the right, keeping the sign.", ["16 >> 4 → 1"], Bits<ShiftRight>()),
    ];

    /// <summary>The bits of an integer inverted.</summary>
    public static ScalarOverload Inverse() => ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.BigInt, MapKernels.Fixed<FixedView<long>, long, long, Not>(SqlTypes.BigInt, default));

    private static ScalarFunction One<TOp>(string names, string summary, params string[] examples)
        where TOp : struct, IMap<double, double> => Declare.Scalar(FunctionFamily.Mathematics, names, "(number)", summary, examples, Of<TOp>());

    private static ScalarOverload Of<TOp>()
        where TOp : struct, IMap<double, double> => ScalarOverload.Of(
            [SqlTypes.Double], SqlTypes.Double, MapKernels.Fixed<FixedView<double>, double, double, TOp>(SqlTypes.Double, default));

    // What keeps the type of a number keeps REAL too.
    private static ScalarOverload OfReal<TOp>()
        where TOp : struct, IMap<double, double> => ScalarOverload.Of(
            [SqlTypes.Float], SqlTypes.Float, MapKernels.Fixed<FixedView<float>, float, float, Narrowed<TOp>>(SqlTypes.Float, default));

    private static ScalarOverload Two<TOp>()
        where TOp : struct, IMap<double, double, double> => ScalarOverload.Of(
            [SqlTypes.Double, SqlTypes.Double], SqlTypes.Double,
            MapKernels.Fixed<FixedView<double>, double, FixedView<double>, double, double, TOp>(SqlTypes.Double, default));

    private static ScalarOverload Digits<TOp>()
        where TOp : struct, IMap<double, long, double> => ScalarOverload.Of(
            [SqlTypes.Double, SqlTypes.BigInt], SqlTypes.Double,
            MapKernels.Fixed<FixedView<double>, double, FixedView<long>, long, double, TOp>(SqlTypes.Double, default));

    // Whole numbers stay what they are.
    private static ScalarOverload Unchanged() => ScalarOverload.Generic("(integer)", arguments => arguments.Count == 1 && SqlTypes.IsInteger(arguments[0].Type)
        ? new ScalarMatch(0, [arguments[0].Type], arguments[0].Type, (vectors, _, _) => vectors[0])
        : null);

    private static ScalarFunction Whole<TOp>(ScalarOverload exact, string names, string summary, string example)
        where TOp : struct, IMap<double, double> => Declare.Scalar(FunctionFamily.Arithmetic, names, "(number)", summary, [example], Unchanged(), exact, OfReal<TOp>(), Of<TOp>());

    private static ScalarOverload Integers<TOp>(bool canFail)
        where TOp : struct, ITryMap<long, long> => ScalarOverload.Of(
            [SqlTypes.BigInt], SqlTypes.BigInt, MapKernels.Checked<FixedView<long>, long, long, TOp>(SqlTypes.BigInt, default, "The value exceeds BIGINT."), canFail);

    private static ScalarOverload Bits<TOp>()
        where TOp : struct, IMap<long, long, long> => ScalarOverload.Of(
            [SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.BigInt,
            MapKernels.Fixed<FixedView<long>, long, FixedView<long>, long, long, TOp>(SqlTypes.BigInt, default));

    private static ScalarFunction Test<TOp>(string names, string summary, string example, params ScalarOverload[] others)
        where TOp : struct, IMap<double, bool> => Declare.Scalar(
            FunctionFamily.Arithmetic, names, "(number)", summary, [example],
            [ScalarOverload.Of([SqlTypes.Double], SqlTypes.Boolean, MapKernels.Test<FixedView<double>, double, TOp>(default)), .. others]);

    private readonly struct Narrowed<TOp> : IMap<float, float>
        where TOp : struct, IMap<double, double>
    {
        public float Invoke(float value) => (float)default(TOp).Invoke(value);
    }

    private static double RoundTo(double value, long digits, MidpointRounding midpoint)
    {
        if (!double.IsFinite(value) || digits > 300)
        {
            return value;
        }

        if (digits is >= 0 and <= 15 && Math.Abs(value) < 1e13)
        {
            // Decimal digits are meant, as written: 2.345 is 2.345 though its double is a little less.
            return (double)Math.Round((decimal)value, (int)Math.Min(digits, 28), midpoint);
        }

        if (digits < -308)
        {
            return 0;
        }

        var scale = Math.Pow(10, Math.Abs((double)digits));
        return digits >= 0 ? Math.Round(value * scale, midpoint) / scale : Math.Round(value / scale, midpoint) * scale;
    }

    private readonly struct Absolute : IMap<double, double>
    {
        public double Invoke(double value) => Math.Abs(value);
    }

    private readonly struct AbsoluteLong : ITryMap<long, long>
    {
        public bool TryInvoke(long value, out long result)
        {
            result = value < 0 ? unchecked(-value) : value;
            return result >= 0;
        }
    }

    private readonly struct Sign : IMap<double, double>
    {
        public double Invoke(double value) => double.IsNaN(value) ? value : Math.Sign(value);
    }

    private readonly struct Floor : IMap<double, double>
    {
        public double Invoke(double value) => Math.Floor(value);
    }

    private readonly struct Ceiling : IMap<double, double>
    {
        public double Invoke(double value) => Math.Ceiling(value);
    }

    private readonly struct Truncate : IMap<double, double>
    {
        public double Invoke(double value) => Math.Truncate(value);
    }

    private readonly struct TruncateDigits : IMap<double, long, double>
    {
        public double Invoke(double value, long digits) => RoundTo(value, digits, MidpointRounding.ToZero);
    }

    private readonly struct Round : IMap<double, double>
    {
        public double Invoke(double value) => Math.Round(value, MidpointRounding.AwayFromZero);
    }

    private readonly struct RoundDigits : IMap<double, long, double>
    {
        public double Invoke(double value, long digits) => RoundTo(value, digits, MidpointRounding.AwayFromZero);
    }

    private readonly struct RoundEven : IMap<double, double>
    {
        public double Invoke(double value) => Math.Round(value, MidpointRounding.ToEven);
    }

    private readonly struct RoundEvenDigits : IMap<double, long, double>
    {
        public double Invoke(double value, long digits) => RoundTo(value, digits, MidpointRounding.ToEven);
    }

    private readonly struct SquareRoot : IMap<double, double>
    {
        public double Invoke(double value) => Math.Sqrt(value);
    }

    private readonly struct CubeRoot : IMap<double, double>
    {
        public double Invoke(double value)
        {
            // The library's root of a cube may miss it by the last digit.
            var root = Math.Cbrt(value);
            var whole = Math.Round(root);
            return whole * whole * whole == value ? whole : root;
        }
    }

    private readonly struct Exponential : IMap<double, double>
    {
        public double Invoke(double value) => Math.Exp(value);
    }

    private readonly struct NaturalLogarithm : IMap<double, double>
    {
        public double Invoke(double value) => Math.Log(value);
    }

    private readonly struct Logarithm10 : IMap<double, double>
    {
        public double Invoke(double value) => Math.Log10(value);
    }

    private readonly struct Logarithm2 : IMap<double, double>
    {
        public double Invoke(double value) => Math.Log2(value);
    }

    private readonly struct LogarithmTo : IMap<double, double, double>
    {
        public double Invoke(double numberBase, double value) => numberBase == 2 ? Math.Log2(value) : numberBase == 10 ? Math.Log10(value) : Math.Log(value) / Math.Log(numberBase);
    }

    private readonly struct Power : IMap<double, double, double>
    {
        public double Invoke(double value, double exponent) => Math.Pow(value, exponent);
    }

    private readonly struct Sine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Sin(value);
    }

    private readonly struct Cosine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Cos(value);
    }

    private readonly struct Tangent : IMap<double, double>
    {
        public double Invoke(double value) => Math.Tan(value);
    }

    private readonly struct Cotangent : IMap<double, double>
    {
        public double Invoke(double value) => 1 / Math.Tan(value);
    }

    private readonly struct ArcSine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Asin(value);
    }

    private readonly struct ArcCosine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Acos(value);
    }

    private readonly struct ArcTangent : IMap<double, double>
    {
        public double Invoke(double value) => Math.Atan(value);
    }

    private readonly struct ArcTangent2 : IMap<double, double, double>
    {
        public double Invoke(double y, double x) => Math.Atan2(y, x);
    }

    private readonly struct HyperbolicSine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Sinh(value);
    }

    private readonly struct HyperbolicCosine : IMap<double, double>
    {
        public double Invoke(double value) => Math.Cosh(value);
    }

    private readonly struct HyperbolicTangent : IMap<double, double>
    {
        public double Invoke(double value) => Math.Tanh(value);
    }

    private readonly struct Degrees : IMap<double, double>
    {
        public double Invoke(double value) => value * (180 / Math.PI);
    }

    private readonly struct Radians : IMap<double, double>
    {
        public double Invoke(double value) => value * (Math.PI / 180);
    }

    private readonly struct IsNaN : IMap<double, bool>
    {
        public bool Invoke(double value) => double.IsNaN(value);
    }

    private readonly struct IsZero : IMap<double, bool>
    {
        public bool Invoke(double value) => value == 0;
    }

    private readonly struct IsInfinite : IMap<double, bool>
    {
        public bool Invoke(double value) => double.IsInfinity(value);
    }

    private readonly struct IsFinite : IMap<double, bool>
    {
        public bool Invoke(double value) => double.IsFinite(value);
    }

    private readonly struct Gcd : IMap<long, long, long>
    {
        public long Invoke(long left, long right)
        {
            var (a, b) = (Int128.Abs(left), Int128.Abs(right));
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            return (long)a;
        }
    }

    private readonly struct And : IMap<long, long, long>
    {
        public long Invoke(long left, long right) => left & right;
    }

    private readonly struct Not : IMap<long, long>
    {
        public long Invoke(long value) => ~value;
    }

    private readonly struct Or : IMap<long, long, long>
    {
        public long Invoke(long left, long right) => left | right;
    }

    private readonly struct Xor : IMap<long, long, long>
    {
        public long Invoke(long left, long right) => left ^ right;
    }

    private readonly struct ShiftLeft : IMap<long, long, long>
    {
        public long Invoke(long value, long bits) => bits is >= 0 and < 64 ? value << (int)bits : 0;
    }

    private readonly struct ShiftRight : IMap<long, long, long>
    {
        public long Invoke(long value, long bits) => bits is >= 0 and < 64 ? value >> (int)bits : value < 0 ? -1 : 0;
    }
}
