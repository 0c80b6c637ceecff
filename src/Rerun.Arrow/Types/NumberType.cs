namespace Rerun.Arrow.Types;

/// <summary>An integer or floating point type.</summary>
public abstract class NumberType : FixedWidthType
{
    /// <summary>Whether values can be negative.</summary>
    public abstract bool IsSigned { get; }
}
