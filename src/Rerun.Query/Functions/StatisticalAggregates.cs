using Rerun.Arrow.Types;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Functions;

/// <summary>The aggregate functions of statistics: quantiles, frequencies, moments, regression.</summary>
internal static class StatisticalAggregates
{
    private static readonly string[] None = [];

    /// <summary>All of them.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Declare.Aggregate("median|approx_median", "(value)", "The middle value, or the average of the two in the middle.", None, false, false, [.. Continuous(1)]),
        Declare.Aggregate(
            "quantile_cont|percentile_cont|approx_percentile_cont", "(value, fraction [, falling])",
            "The value at a fraction of the sorted values, or at each of a list of fractions, interpolated. Also written percentile_cont(fraction) WITHIN GROUP (ORDER BY value).", None, false, false,
            [.. Continuous(2), .. Continuous(3)]),
        Declare.Aggregate(
            "quantile_disc|percentile_disc|quantile|approx_quantile", "(value, fraction [, falling])",
            "The value at a fraction of the sorted values, or at each of a list of fractions, of any type. Also written percentile_disc(fraction) WITHIN GROUP (ORDER BY value).", None, false, false,
            Discrete(2), Discrete(3)),
        Declare.Aggregate("mode", "(value)", "The most frequent value; of several the least. Also written mode() WITHIN GROUP (ORDER BY value).", None, false, false,
            Of(type => new AggregateMatch(0, [type], type, () => new RunsAccumulator(RunsAggregate.Mode, type, type)))),
        Declare.Aggregate("histogram", "(value)", "A map of each value to how often it occurs.", None, false, false,
            Of(type => new MapType(type, SqlTypes.BigInt) is var map ? new AggregateMatch(0, [type], map, () => new RunsAccumulator(RunsAggregate.Histogram, type, map)) : null)),
        Declare.Aggregate("entropy", "(value)", "The entropy of the values' frequencies, in bits.", None, false, false,
            Of(type => new AggregateMatch(0, [type], SqlTypes.Double, () => new RunsAccumulator(RunsAggregate.Entropy, type, SqlTypes.Double)))),
        Declare.Aggregate("skewness", "(value)", "The skewness of a sample; NULL of fewer than three values.", None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, MomentAggregates.State, double, MomentAggregates.Skewness>(SqlTypes.Double))),
        Declare.Aggregate("kurtosis", "(value)", "The excess kurtosis of a sample; NULL of fewer than four values.", None, false, false,
            AggregateOverload.Of([SqlTypes.Double], SqlTypes.Double, () => new FixedAccumulator<double, MomentAggregates.State, double, MomentAggregates.Kurtosis>(SqlTypes.Double))),
        Pair("covar_pop", "The covariance of a population.", PairAggregate.PopulationCovariance),
        Pair("covar_samp|covar", "The covariance of a sample.", PairAggregate.SampleCovariance),
        Pair("corr", "The correlation; NULL where y or x does not vary.", PairAggregate.Correlation),
        Pair("regr_slope", "The slope of the line of least squares.", PairAggregate.Slope),
        Pair("regr_intercept", "Where the line of least squares meets x = 0.", PairAggregate.Intercept),
        Pair("regr_r2", "The square of the correlation; 1 where y does not vary.", PairAggregate.Determination),
        Pair("regr_count", "The number of pairs without NULL.", PairAggregate.Count),
        Pair("regr_avgx", "The average of x in pairs without NULL.", PairAggregate.AverageX),
        Pair("regr_avgy", "The average of y in pairs without NULL.", PairAggregate.AverageY),
        Pair("regr_sxx", "The sum of the squares of x about its average.", PairAggregate.SquaresX),
        Pair("regr_syy", "The sum of the squares of y about its average.", PairAggregate.SquaresY),
        Pair("regr_sxy", "The sum of the products of x and y about their averages.", PairAggregate.Products),
    ];

    private static AggregateOverload Of(Func<IArrowType, AggregateMatch?> match) => AggregateOverload.Generic(
        "(ANY)", arguments => arguments.Count == 1 ? match(arguments[0].Type.TypeId == ArrowTypeId.Null ? SqlTypes.Int : arguments[0].Type) : null);

    private static AggregateFunction Pair(string names, string summary, PairAggregate aggregate) => Declare.Aggregate(
        names, "(y, x)", summary, None, false, false,
        AggregateOverload.Of(
            [SqlTypes.Double, SqlTypes.Double], aggregate == PairAggregate.Count ? SqlTypes.BigInt : SqlTypes.Double, () => new PairAccumulator(aggregate)));

    // Numbers and times have values between their values.
    private static IEnumerable<AggregateOverload> Continuous(int arguments)
    {
        foreach (var type in new[] { SqlTypes.Double, SqlTypes.Timestamp, SqlTypes.Duration })
        {
            yield return AggregateOverload.Of(Parameters(type, SqlTypes.Double, arguments), type, () => new QuantileAccumulator(type, isContinuous: true, isList: false));
            if (arguments > 1)
            {
                yield return AggregateOverload.Of(
                    Parameters(type, SqlTypes.ListOf(SqlTypes.Double), arguments), SqlTypes.ListOf(type), () => new QuantileAccumulator(type, isContinuous: true, isList: true));
            }
        }
    }

    private static AggregateOverload Discrete(int count) => AggregateOverload.Generic("(ANY, DOUBLE or DOUBLE[] [, BOOLEAN])", arguments =>
    {
        if (arguments.Count != count || (count > 2 && ImplicitCasts.Cost(arguments[2], SqlTypes.Boolean) < 0))
        {
            return null;
        }

        var type = arguments[0].Type.TypeId == ArrowTypeId.Null ? SqlTypes.Int : arguments[0].Type;
        var isList = SqlTypes.IsList(arguments[1].Type);
        var fraction = isList ? SqlTypes.ListOf(SqlTypes.Double) : SqlTypes.Double;
        return ImplicitCasts.Cost(arguments[1], fraction) < 0
            ? null
            : new AggregateMatch(0, Parameters(type, fraction, count), isList ? SqlTypes.ListOf(type) : type, () => new QuantileAccumulator(type, isContinuous: false, isList));
    });

    private static IArrowType[] Parameters(IArrowType value, IArrowType fraction, int count) => new[] { value, fraction, SqlTypes.Boolean }[..count];
}
