using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Plan;

/// <summary>Which type values of different types are brought to where they must be one: comparisons, CASE, set operations.</summary>
internal static class Coercion
{
    /// <summary>
    /// The common type, or null if there is none: that of <see cref="ImplicitCasts"/>, and an integer beside a timestamp or duration counts
    /// nanoseconds, an interval beside a duration is one, and structs are brought together field by field.
    /// </summary>
    public static IArrowType? Common(IArrowType left, IArrowType right) => (left, right) switch
    {
        (DurationType or IntervalType, DurationType) or (DurationType, IntervalType) => SqlTypes.Duration,
        (_, TimestampType or DurationType) when SqlTypes.IsInteger(left) => ImplicitCasts.Canonical(right),
        (TimestampType or DurationType, _) when SqlTypes.IsInteger(right) => ImplicitCasts.Canonical(left),
        (StructType a, StructType b) when !SqlTypes.Same(a, b) => CommonStruct(a, b),
        _ => ImplicitCasts.CommonType(left, right),
    };

    private static StructType? CommonStruct(StructType left, StructType right)
    {
        if (left.Fields.Count != right.Fields.Count)
        {
            return null;
        }

        var fields = new Field[left.Fields.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            if (left.Fields[i].Name != right.Fields[i].Name || Common(left.Fields[i].DataType, right.Fields[i].DataType) is not { } type)
            {
                return null;
            }

            fields[i] = new Field(left.Fields[i].Name, type, true);
        }

        return new StructType(fields);
    }
}
