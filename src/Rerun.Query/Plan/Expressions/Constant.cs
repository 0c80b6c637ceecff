using System.Collections;
using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A value known when planning.</summary>
/// <param name="Value">
/// Null, or the type's canonical form: bool; <see cref="long"/> for signed integers, dates (days), times, timestamps and durations (each in
/// its unit); <see cref="ulong"/> for unsigned integers; <see cref="double"/> for floating point; string; byte[]; decimal;
/// <see cref="Rerun.Arrow.MonthDayNanosecondInterval"/>; an object[] of canonical values for lists and structs.
/// </param>
/// <param name="Type">The type.</param>
internal sealed record Constant(object? Value, IArrowType Type) : ScalarExpression(Type, Value is null)
{
    public static Constant True { get; } = new(true, BooleanType.Default);

    public static Constant False { get; } = new(false, BooleanType.Default);

    public static Constant Null { get; } = new(null, NullType.Default);

    /// <summary>Whether the value is text that was written down or handed in, and so takes the type of what it meets.</summary>
    public bool IsText => Value is string;

    public static Constant Of(bool value) => value ? True : False;

    public static Constant Of(long value) => new(value, Int64Type.Default);

    public bool Equals(Constant? other) =>
        other is not null && Type.Equals(other.Type) && StructuralComparisons.StructuralEqualityComparer.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Value is null ? 0 : StructuralComparisons.StructuralEqualityComparer.GetHashCode(Value);
}
