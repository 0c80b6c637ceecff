using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A column of the input by its position; the name is for people.</summary>
internal sealed record ColumnReference(int Ordinal, string Name, IArrowType Type, bool IsNullable) : ScalarExpression(Type, IsNullable)
{
    /// <summary>Whether it is a timeline of a dataset that counts: its values are no mere numbers, and are never compared with DOUBLE.</summary>
    public bool IsSequence { get; private init; }

    /// <summary>A reference to a column of which the field is known.</summary>
    public static ColumnReference Of(int ordinal, string name, Field field) => new(ordinal, name, field.DataType, field.IsNullable)
    {
        IsSequence = field.HasMetadata && SqlTypes.IsInteger(field.DataType) && field.Metadata.GetValueOrDefault("rerun:kind") == "index",
    };

    public bool Equals(ColumnReference? other) => other is not null && Ordinal == other.Ordinal && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override int GetHashCode() => Ordinal;
}
