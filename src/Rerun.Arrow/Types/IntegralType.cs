namespace Rerun.Arrow.Types;

/// <summary>An integer type.</summary>
public abstract class IntegralType : NumberType;
