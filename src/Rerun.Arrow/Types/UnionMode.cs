namespace Rerun.Arrow.Types;

/// <summary>The layouts of unions.</summary>
public enum UnionMode
{
    /// <summary>Every child is as long as the union.</summary>
    Sparse,

    /// <summary>Each child holds only its own values; the union has offsets into them.</summary>
    Dense,
}
