
namespace Rerun.Query.Execution.Aggregation;

/// <summary>What a <see cref="BooleanAccumulator"/> computes.</summary>
internal enum BooleanAggregate
{
    /// <summary>Whether all are true; also the least.</summary>
    And,

    /// <summary>Whether one is true; also the greatest.</summary>
    Or,

    /// <summary>How many are true.</summary>
    CountTrue,
}
