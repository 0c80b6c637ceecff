using Rerun.Arrow.Types;

namespace Rerun.Query.Plan.Expressions;

/// <summary>A column of the input by its position; the name is for people.</summary>
internal sealed record ColumnReference(int Ordinal, string Name, IArrowType Type, bool IsNullable) : ScalarExpression(Type, IsNullable)
{
    public bool Equals(ColumnReference? other) => other is not null && Ordinal == other.Ordinal && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override int GetHashCode() => Ordinal;
}
