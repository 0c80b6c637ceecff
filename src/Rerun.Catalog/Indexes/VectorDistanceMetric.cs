namespace Rerun.Catalog;

/// <summary>How far two vectors are apart. Mirrors <c>rerun.catalog.VectorDistanceMetric</c>; the numbers are those of the wire.</summary>
public enum VectorDistanceMetric
{
    /// <summary>The squared Euclidean distance.</summary>
    L2 = 1,

    /// <summary>One minus the cosine of the angle between the vectors.</summary>
    Cosine = 2,

    /// <summary>One minus the dot product; may be negative.</summary>
    Dot = 3,

    /// <summary>The number of bits that differ; for vectors of unsigned bytes.</summary>
    Hamming = 4,
}
