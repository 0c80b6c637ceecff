namespace Rerun.Arrow.Types;

/// <summary>The type of arrays that hold only nulls.</summary>
public sealed class NullType : ArrowType
{
    /// <summary>The type.</summary>
    public static readonly NullType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.Null;

    /// <inheritdoc/>
    public override string Name => "null";
}
