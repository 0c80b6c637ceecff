namespace Rerun.Arrow.Types;

/// <summary>Bytes as 16-byte views.</summary>
public sealed class BinaryViewType : ArrowType
{
    /// <summary>The type.</summary>
    public static readonly BinaryViewType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.BinaryView;

    /// <inheritdoc/>
    public override string Name => "binary_view";
}
