namespace Rerun.Arrow.Types;

/// <summary>UTF-8 text with 64-bit offsets.</summary>
public sealed class LargeStringType : ArrowType
{
    /// <summary>The type.</summary>
    public static readonly LargeStringType Default = new();

    /// <inheritdoc/>
    public override ArrowTypeId TypeId => ArrowTypeId.LargeString;

    /// <inheritdoc/>
    public override string Name => "large_utf8";
}
