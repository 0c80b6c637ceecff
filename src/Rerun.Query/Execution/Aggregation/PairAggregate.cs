namespace Rerun.Query.Execution.Aggregation;

/// <summary>What <see cref="PairAccumulator"/> computes of pairs of a dependent and an independent number, y and x.</summary>
internal enum PairAggregate
{
    /// <summary>The covariance of a population.</summary>
    PopulationCovariance,

    /// <summary>The covariance of a sample.</summary>
    SampleCovariance,

    /// <summary>The correlation.</summary>
    Correlation,

    /// <summary>The number of pairs.</summary>
    Count,

    /// <summary>The average of x.</summary>
    AverageX,

    /// <summary>The average of y.</summary>
    AverageY,

    /// <summary>The sum of the squares of x about its average.</summary>
    SquaresX,

    /// <summary>The sum of the squares of y about its average.</summary>
    SquaresY,

    /// <summary>The sum of the products of x and y about their averages.</summary>
    Products,

    /// <summary>The slope of the line of least squares.</summary>
    Slope,

    /// <summary>Where the line of least squares meets x = 0.</summary>
    Intercept,

    /// <summary>The square of the correlation.</summary>
    Determination,
}
