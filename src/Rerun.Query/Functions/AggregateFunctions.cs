using System.Numerics;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Aggregation.FoldAggregates;
using static Rerun.Query.Execution.Aggregation.NumberAggregates;
using static Rerun.Query.Execution.Aggregation.VarianceAggregates;

namespace Rerun.Query.Functions;

/// <summary>The aggregate functions.</summary>
internal static class AggregateFunctions
{
    private static readonly string[] None = [];

    /// <summary>All aggregate functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Aggregate("count", "(* | value)", "The number of rows, or of values that are not NULL.", None, false, false,
            AggregateOverload.Of([], SqlTypes.BigInt, () => new CountAccumulator()),
            Any(type => new AggregateMatch(0, [type], SqlTypes.BigInt, () => new CountAccumulator()))),
        Declare.Aggregate("sum", "(value)", "The sum: exact BIGINT for integers, exact DECIMAL for decimals, compensated DOUBLE for floating-point numbers; NULL of nothing.", None, false, false, Sum()),
        Declare.Aggregate("fsum|kahan_sum|sumkahan", "(value)", "The sum as compensated DOUBLE, as that of DOUBLE always is.", None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, CompensatedSum, double, SumOfDoubles>(SqlTypes.Double))),
        Declare.Aggregate("geometric_mean|geomean", "(value)", "The n-th root of the product of n values, which are positive.", None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, CompensatedSum, double, GeometricMean>(SqlTypes.Double))),
        Declare.Aggregate("avg|mean", "(value)", "The average: DOUBLE for numbers, else the type of the value; NULL of nothing.", None, false, false, Average()),
        Declare.Aggregate("min", "(value)", "The least value.", None, false, true, Any(type => Extreme(type, isMinimum: true))),
        Declare.Aggregate("max", "(value)", "The greatest value; NaN is greater than every number.", None, false, true, Any(type => Extreme(type, isMinimum: false))),
        Declare.Aggregate("bool_and|every|all_of", "(condition)", "Whether all conditions that are not NULL are true.", None, false, true, Boolean(BooleanAggregate.And, SqlTypes.Boolean)),
        Declare.Aggregate("bool_or|any_of", "(condition)", "Whether a condition is true.", None, false, true, Boolean(BooleanAggregate.Or, SqlTypes.Boolean)),
        Declare.Aggregate("count_if|countif", "(condition)", "The number of rows where the condition is true.", None, false, false, Boolean(BooleanAggregate.CountTrue, SqlTypes.BigInt)),
        Picker("first|first_value", "The value of the first row.", Pick.First, true),
        Picker("last|last_value", "The value of the last row.", Pick.Last, true),
        Picker("any_value", "A value that is not NULL: the first one.", Pick.FirstValue, true),
        KeyedPicker("arg_min|min_by|argmin", "The value of the row with the least key.", Pick.Least),
        KeyedPicker("arg_max|max_by|argmax", "The value of the row with the greatest key.", Pick.Greatest),
        Declare.Aggregate("array_agg|list", "(value)", "All values as a list, NULLs among them.", None, true, false,
            Any(type => new AggregateMatch(0, [type], SqlTypes.ListOf(type), () => new ListAccumulator(type)))),
        Declare.Aggregate("string_agg|group_concat|listagg", "(text [, separator])", "All texts that are not NULL in one, with the separator, by default a comma, between.", None, true, false,
            AggregateOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Text, () => new TextJoinAccumulator()),
            AggregateOverload.Of([SqlTypes.Text], SqlTypes.Text, () => new TextJoinAccumulator()),
            AggregateOverload.Generic("(ANY [, VARCHAR])", arguments => arguments.Count is 1 or 2
                ? new AggregateMatch(100, [.. arguments.Select(_ => SqlTypes.Text)], SqlTypes.Text, () => new TextJoinAccumulator())
                : null)),
        Declare.Aggregate("nth_value", "(value, n)", "The value of the n-th row, from 1; negative counts from the end.", None, true, false,
            AggregateOverload.Generic("(ANY, BIGINT)", arguments => arguments.Count == 2 && ImplicitCasts.Cost(arguments[1], SqlTypes.BigInt) >= 0
                ? new AggregateMatch(0, [arguments[0].Type, SqlTypes.BigInt], arguments[0].Type, () => new NthAccumulator(arguments[0].Type))
                : null)),
        Declare.Aggregate("approx_distinct|approx_count_distinct", "(value)", "The number of distinct values that are not NULL; exact.", None, false, true,
            Any(type => new AggregateMatch(0, [type], SqlTypes.BigInt, () => new DistinctAccumulator(new CountAccumulator(), [type])))),
        Bits<And>("bit_and", "The bits that all values have."),
        Bits<Or>("bit_or", "The bits that a value has."),
        Bits<Xor>("bit_xor", "The bits that an odd number of values has."),
        Declare.Aggregate("product", "(value)", "The product, as DOUBLE.", None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, State<double>, double, Fold<double, Product>>(SqlTypes.Double))),
        Variance<SampleRoot>("stddev|stddev_samp|std", "The standard deviation of a sample; NULL of fewer than two values."),
        Variance<PopulationRoot>("stddev_pop", "The standard deviation of a population."),
        Variance<Sample>("variance|var|var_samp|var_sample", "The variance of a sample; NULL of fewer than two values."),
        Variance<Population>("var_pop|var_population", "The variance of a population."),
        .. StatisticalAggregates.All(),
    ];

    private static AggregateOverload Any(Func<IArrowType, AggregateMatch?> match) => AggregateOverload.Generic(
        "(ANY)", arguments => arguments.Count == 1 ? match(arguments[0].Type.TypeId == ArrowTypeId.Null ? SqlTypes.Int : arguments[0].Type) : null);

    private static AggregateOverload[] Sum() =>
    [
        Any(type => type.TypeId == ArrowTypeId.UInt64
            ? new AggregateMatch(0, [type], SqlTypes.BigInt, () => new FixedAccumulator<ulong, IntegerState, long, SumOfUnsigned>(SqlTypes.BigInt))
            : null),
        Any(type => SqlTypes.IsInteger(type)
            ? new AggregateMatch(1, [SqlTypes.BigInt], SqlTypes.BigInt, () => new FixedAccumulator<long, IntegerState, long, SumOfIntegers>(SqlTypes.BigInt))
            : null),
        Any(type => type is DecimalType && DecimalTypes.Holding(type) is { } number ? DecimalSum(number) : null),
        AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, CompensatedSum, double, SumOfDoubles>(SqlTypes.Double)),
        AggregateOverload.Of([SqlTypes.Duration], SqlTypes.Duration, () => new FixedAccumulator<long, IntegerState, long, SumOfIntegers>(SqlTypes.Duration)),
        AggregateOverload.Of([SqlTypes.Interval], SqlTypes.Interval, () => new FixedAccumulator<MonthDayNanosecondInterval, IntervalAggregates.State, MonthDayNanosecondInterval, IntervalAggregates.Sum>(SqlTypes.Interval)),
    ];

    private static AggregateOverload[] Average() =>
    [
        Any(type => SqlTypes.IsInteger(type) && type.TypeId != ArrowTypeId.UInt64
            ? new AggregateMatch(0, [SqlTypes.BigInt], SqlTypes.Double, () => new FixedAccumulator<long, IntegerState, double, AverageOfIntegers>(SqlTypes.Double))
            : null),
        Any(type => type is DecimalType && DecimalTypes.Holding(type) is { } number
            ? new AggregateMatch(0, [number], SqlTypes.Double, () => new DecimalSumAccumulator(number, SqlTypes.Double))
            : null),
        AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, CompensatedSum, double, AverageOfDoubles>(SqlTypes.Double)),
        AggregateOverload.Of([SqlTypes.Duration], SqlTypes.Duration, () => new FixedAccumulator<long, IntegerState, long, AverageOfCounts>(SqlTypes.Duration)),
        AggregateOverload.Of([SqlTypes.Timestamp], SqlTypes.Timestamp, () => new FixedAccumulator<long, IntegerState, long, AverageOfCounts>(SqlTypes.Timestamp)),
        AggregateOverload.Of([SqlTypes.Interval], SqlTypes.Interval, () => new FixedAccumulator<MonthDayNanosecondInterval, IntervalAggregates.State, MonthDayNanosecondInterval, IntervalAggregates.Average>(SqlTypes.Interval)),
    ];

    private static AggregateFunction Bits<TFold>(string names, string summary)
        where TFold : struct, IFold<long> => Declare.Aggregate(
            names, "(value)", summary, None, false, typeof(TFold) != typeof(Xor),
            AggregateOverload.Of([SqlTypes.BigInt], SqlTypes.BigInt, () => new FixedAccumulator<long, State<long>, long, Fold<long, TFold>>(SqlTypes.BigInt)));

    private static AggregateMatch DecimalSum(DecimalType type)
    {
        var result = DecimalTypes.Of(DecimalTypes.IsNarrow(type) ? DecimalTypes.MostNarrow : DecimalTypes.Most, type.Scale);
        return new AggregateMatch(0, [type], result, () => new DecimalSumAccumulator(type, result));
    }

    private static AggregateMatch Extreme(IArrowType type, bool isMinimum)
    {
        Func<Accumulator> accumulator = type.TypeId switch
        {
            ArrowTypeId.Boolean => () => new BooleanAccumulator(isMinimum ? BooleanAggregate.And : BooleanAggregate.Or),
            ArrowTypeId.Int8 => () => Number<sbyte>(type, isMinimum),
            ArrowTypeId.Int16 => () => Number<short>(type, isMinimum),
            ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => () => Number<int>(type, isMinimum),
            ArrowTypeId.Int64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 => () => Number<long>(type, isMinimum),
            ArrowTypeId.UInt8 => () => Number<byte>(type, isMinimum),
            ArrowTypeId.UInt16 => () => Number<ushort>(type, isMinimum),
            ArrowTypeId.UInt32 => () => Number<uint>(type, isMinimum),
            ArrowTypeId.UInt64 => () => Number<ulong>(type, isMinimum),
            ArrowTypeId.Float => () => Number<float>(type, isMinimum),
            ArrowTypeId.Double => () => Number<double>(type, isMinimum),
            _ => () => new PickAccumulator(isMinimum ? Pick.Least : Pick.Greatest, type, type),
        };
        return new AggregateMatch(0, [type], type, accumulator);
    }

    private static Accumulator Number<T>(IArrowType type, bool isMinimum)
        where T : unmanaged, INumber<T> => isMinimum
            ? new FixedAccumulator<T, ExtremeAggregates.State<T>, T, ExtremeAggregates.Extreme<T, ExtremeAggregates.Least>>(type)
            : new FixedAccumulator<T, ExtremeAggregates.State<T>, T, ExtremeAggregates.Extreme<T, ExtremeAggregates.Greatest>>(type);

    private static AggregateOverload Boolean(BooleanAggregate aggregate, IArrowType result) =>
        AggregateOverload.Of([SqlTypes.Boolean], result, () => new BooleanAccumulator(aggregate));

    private static AggregateFunction Picker(string names, string summary, Pick pick, bool dependsOnOrder) => Declare.Aggregate(
        names, "(value)", summary, None, dependsOnOrder, false,
        Any(type => new AggregateMatch(0, [type], type, () => new PickAccumulator(pick, type, null))));

    private static AggregateFunction KeyedPicker(string names, string summary, Pick pick) => Declare.Aggregate(
        names, "(value, key)", summary, None, false, true,
        AggregateOverload.Generic("(ANY, ANY)", arguments => arguments.Count != 2 ? null : new AggregateMatch(
            0, [arguments[0].Type, arguments[1].Type], arguments[0].Type, () => new PickAccumulator(pick, arguments[0].Type, arguments[1].Type))));

    private static AggregateFunction Variance<TEnding>(string names, string summary)
        where TEnding : struct, IEnding => Declare.Aggregate(
            names, "(value)", summary, None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, State, double, Variance<TEnding>>(SqlTypes.Double)));
}
