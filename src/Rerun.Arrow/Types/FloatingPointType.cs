namespace Rerun.Arrow.Types;

/// <summary>A floating point type.</summary>
public abstract class FloatingPointType : NumberType
{
    /// <inheritdoc/>
    public sealed override bool IsSigned => true;
}
