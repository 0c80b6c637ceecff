using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Plan;

/// <summary>Which type values of different types are brought to where they must be one: comparisons, CASE, set operations.</summary>
internal static class Coercion
{
    /// <summary>
    /// The common type, or null if there is none: that of <see cref="ImplicitCasts"/>, and an integer beside a timestamp or duration counts
    /// nanoseconds, and an interval beside a duration is one.
    /// </summary>
    public static IArrowType? Common(IArrowType left, IArrowType right) => (left, right) switch
    {
        (DurationType or IntervalType, DurationType) or (DurationType, IntervalType) => SqlTypes.Duration,
        (_, TimestampType or DurationType) when SqlTypes.IsInteger(left) => ImplicitCasts.Canonical(right),
        (TimestampType or DurationType, _) when SqlTypes.IsInteger(right) => ImplicitCasts.Canonical(left),
        _ => ImplicitCasts.CommonType(left, right),
    };
}
